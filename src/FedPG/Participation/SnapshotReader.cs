using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>Reads the numbers of a snapshot one after the other.</summary>
/// <param name="numbers">The numbers.</param>
internal ref struct SnapshotReader(ImmutableArray<double> numbers)
{
    private ReadOnlySpan<double> _rest = numbers.AsSpan();

    /// <summary>The next number.</summary>
    public double Number() => Numbers(1)[0];

    /// <summary>The next number as an integer.</summary>
    public int Integer() => (int)Number();

    /// <summary>The next numbers.</summary>
    /// <exception cref="FormatException">The snapshot has fewer: it is of another schedule.</exception>
    public ReadOnlySpan<double> Numbers(int count)
    {
        if (count < 0 || count > _rest.Length) throw new FormatException("a snapshot of a schedule is of other faults or agents");
        var numbers = _rest[..count];
        _rest = _rest[count..];
        return numbers;
    }
}

using System.Runtime.CompilerServices;

namespace FedPG.Environments;

/// <summary>
/// P(·|s,a) as a list of next states, in ascending order, and their probabilities. Next states that are not listed have probability 0; a
/// listed one may have it too.
/// </summary>
public readonly ref struct SuccessorRow
{
    internal SuccessorRow(ReadOnlySpan<int> states, ReadOnlySpan<double> probabilities)
    {
        States = states;
        Probabilities = probabilities;
    }

    /// <summary>The next states, ascending.</summary>
    public ReadOnlySpan<int> States { get; }

    /// <summary>The probability of each listed next state.</summary>
    public ReadOnlySpan<double> Probabilities { get; }

    /// <summary>The number of listed next states.</summary>
    public int Length => States.Length;

    /// <summary>The probability of a next state.</summary>
    public double this[int state]
    {
        get
        {
            int place = States.BinarySearch(state);
            return place >= 0 ? Probabilities[place] : 0;
        }
    }

    /// <summary>Σ_s' P(s') V(s'), summed from the first listed state to the last.</summary>
    /// <param name="values">V, [S].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Expected(ReadOnlySpan<double> values)
    {
        double sum = 0;
        var probabilities = Probabilities;
        if (IsFull(values)) for (int next = 0; next < values.Length; next++) sum += probabilities[next] * values[next];
        else for (int i = 0; i < States.Length; i++) sum += probabilities[i] * values[States[i]];
        return sum;
    }

    /// <summary>sums(s') += factor · P(s').</summary>
    /// <param name="sums">The sums, [S].</param>
    /// <param name="factor">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddTo(Span<double> sums, double factor)
    {
        var probabilities = Probabilities;
        if (IsFull(sums)) for (int next = 0; next < sums.Length; next++) sums[next] += factor * probabilities[next];
        else for (int i = 0; i < States.Length; i++) sums[States[i]] += factor * probabilities[i];
    }

    /// <summary>Writes the row in full.</summary>
    /// <param name="row">The destination, [S].</param>
    internal void CopyTo(Span<double> row)
    {
        row.Clear();
        for (int i = 0; i < States.Length; i++) row[States[i]] = Probabilities[i];
    }

    /// <summary>Whether all states are listed, so that a state's place is its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFull(ReadOnlySpan<double> states) => States.Length == states.Length && Probabilities.Length == states.Length;
}

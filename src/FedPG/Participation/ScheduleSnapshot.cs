using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FedPG.Participation;

/// <summary>
/// The state of a run's schedule after a round, as the numbers that the schedule itself writes and reads. Immutable; equal snapshots have
/// equal numbers.
/// </summary>
/// <param name="round">The round.</param>
/// <param name="numbers">The numbers.</param>
public sealed class ScheduleSnapshot(int round, ImmutableArray<double> numbers) : IEquatable<ScheduleSnapshot>
{
    /// <summary>The number of rounds between two snapshots: at most as many are folded again when a run continues.</summary>
    public const int Interval = 16;

    /// <summary>The last round that the schedule has returned.</summary>
    public int Round { get; } = round;

    /// <summary>The state of the schedule after that round.</summary>
    public ImmutableArray<double> Numbers { get; } = numbers;

    /// <inheritdoc/>
    public bool Equals(ScheduleSnapshot? other) => other is not null && other.Round == Round
        && MemoryMarshal.AsBytes(Numbers.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.Numbers.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ScheduleSnapshot);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Round, Numbers.Length);
}

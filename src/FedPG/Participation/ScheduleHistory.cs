using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>What a schedule needs of the rounds before it continues.</summary>
/// <param name="Round">The number of completed rounds.</param>
/// <param name="Snapshot">The latest snapshot; null if the schedule has none.</param>
/// <param name="Refusals">The agents whose updates were refused, by round, since the snapshot or since the first round.</param>
public readonly record struct ScheduleHistory(
    int Round, ScheduleSnapshot? Snapshot, ImmutableSortedDictionary<int, ImmutableArray<int>> Refusals)
{
    /// <summary>The agents whose updates a round refused.</summary>
    public IReadOnlyList<int> RefusedIn(int round) => Refusals.TryGetValue(round, out var refused) ? refused : [];

    /// <summary>Folds the completed rounds after the given one.</summary>
    /// <param name="schedule">The schedule after <paramref name="round"/>.</param>
    /// <param name="round">A completed round; 0 for a schedule that has just started.</param>
    /// <returns>The same schedule.</returns>
    public IRoundSchedule Replay(IRoundSchedule schedule, int round = 0)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        while (round < Round) schedule.Next(RefusedIn(round++));
        return schedule;
    }
}

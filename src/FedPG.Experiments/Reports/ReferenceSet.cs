using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>What the objectives reached in one environment can be compared with.</summary>
/// <param name="Environment">The environment as the runs name it.</param>
/// <param name="Values">Its reference values.</param>
public sealed record ReferenceSet(string Environment, ReferenceSummary Values)
{
    /// <summary>
    /// The distinct sets among the runs. Runs in one environment that were compared with different periods share a set, so that a line is
    /// drawn once.
    /// </summary>
    public static ImmutableArray<ReferenceSet> Distinct(IEnumerable<RunSummary> runs)
    {
        var sets = new List<ReferenceSet>();
        foreach (RunSummary run in runs)
        {
            ReferenceSummary values = run.ReferenceValues;
            if (values.Equals(new ReferenceSummary())) continue;
            int same = sets.FindIndex(set => set.Environment == run.Environment
                && set.Values with { BestPeriodic = [] } == values with { BestPeriodic = [] });
            if (same < 0)
                sets.Add(new ReferenceSet(run.Environment, values));
            else
                sets[same] = sets[same] with { Values = values with { BestPeriodic = Union(sets[same].Values.BestPeriodic, values.BestPeriodic) } };
        }

        return [.. sets];
    }

    private static ImmutableArray<PeriodicValue> Union(ImmutableArray<PeriodicValue> one, ImmutableArray<PeriodicValue> other) =>
        [.. one.Concat(other).GroupBy(p => p.Period).OrderBy(g => g.Key).Select(g => g.MaxBy(p => p.Value)!)];
}

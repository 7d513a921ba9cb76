using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>The reference values of one environment.</summary>
/// <param name="Environment">The environment's name in the summary.</param>
/// <param name="Values">The values.</param>
public sealed record ReferenceSet(string Environment, ReferenceSummary Values)
{
    /// <summary>
    /// The distinct sets among the runs. Runs in one environment with reference values of different periods share a set, so that each
    /// line is drawn once.
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
            {
                sets.Add(new ReferenceSet(run.Environment, values));
            }
            else
            {
                var periodic = Union(sets[same].Values.BestPeriodic, values.BestPeriodic);
                sets[same] = sets[same] with { Values = values with { BestPeriodic = periodic } };
            }
        }

        return [.. sets];
    }

    private static ImmutableArray<PeriodicValue> Union(ImmutableArray<PeriodicValue> one, ImmutableArray<PeriodicValue> other) =>
        [.. one.Concat(other).GroupBy(p => p.Period).OrderBy(g => g.Key).Select(g => g.MaxBy(p => p.Value)!)];
}

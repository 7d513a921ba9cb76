using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>A variant's rounds on the simulated clock.</summary>
public sealed record TimeResult
{
    /// <summary>Objective against simulated seconds.</summary>
    public required Curve Curve { get; init; }

    /// <summary>Simulated seconds of each run, [runs].</summary>
    public required ImmutableArray<double> Seconds { get; init; }

    /// <summary>Simulated seconds a round of each run, [runs].</summary>
    public required ImmutableArray<double> SecondsARound { get; init; }

    /// <summary>Whether every round of every run takes the same time; then time tells no more than rounds do.</summary>
    public required bool IsUniform { get; init; }

    /// <summary>The highest objective so far against the simulated time at which each run first had it, [runs][ascending].</summary>
    public required ImmutableArray<ImmutableArray<(double Objective, double Seconds)>> Records { get; init; }

    /// <summary>The times of a variant's runs.</summary>
    public static TimeResult Of(IReadOnlyList<ImmutableArray<RoundRow>> runs)
    {
        double[] paces = [.. runs.SelectMany(run => run).Where(row => row.Round > 0).Select(row => row.Tally.SimulatedSeconds / row.Round)];
        return new TimeResult
        {
            Curve = TimeCurve.Of(runs),
            Seconds = [.. runs.Select(run => run[^1].Tally.SimulatedSeconds)],
            SecondsARound = [.. runs.Where(run => run[^1].Round > 0).Select(run => run[^1].Tally.SimulatedSeconds / run[^1].Round)],
            IsUniform = paces.Length == 0 || paces.Max() - paces.Min() <= 1e-9 * paces.Max(),
            Records = [.. runs.Select(Rises)],
        };
    }

    /// <summary>Simulated seconds until the objective first reached a target: mean over the runs that did.</summary>
    public (MeanInterval Seconds, int Reached) Until(double target)
    {
        double[] times = [.. Records.Where(run => run.Any(record => record.Objective >= target)).Select(run => run.First(record => record.Objective >= target).Seconds)];
        return (MeanInterval.Of(times), times.Length);
    }

    private static ImmutableArray<(double Objective, double Seconds)> Rises(ImmutableArray<RoundRow> run)
    {
        var rises = ImmutableArray.CreateBuilder<(double, double)>();
        double highest = double.NegativeInfinity;
        foreach (var row in run.Where(row => row.Objective > highest))
        {
            highest = row.Objective;
            rises.Add((highest, row.Tally.SimulatedSeconds));
        }

        return rises.ToImmutable();
    }
}

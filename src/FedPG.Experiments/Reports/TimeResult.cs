using System.Collections.Immutable;

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

    /// <summary>The times of a variant's runs.</summary>
    internal static TimeResult Of(IReadOnlyList<RunRows> runs)
    {
        double[] paces = [.. runs.SelectMany(run => run.Rows).Where(row => row.Round > 0).Select(row => row.Tally.SimulatedSeconds / row.Round)];
        bool isUniform = paces.Length == 0 || paces.Max() - paces.Min() <= 1e-9 * paces.Max();
        return new TimeResult
        {
            Curve = TimeCurve.Of(runs),
            Seconds = [.. runs.Select(run => run.Rows[^1].Tally.SimulatedSeconds)],
            SecondsARound = [.. runs.Where(run => run.Rows[^1].Round > 0).Select(run => run.Rows[^1].Tally.SimulatedSeconds / run.Rows[^1].Round)],
            IsUniform = isUniform,
        };
    }
}

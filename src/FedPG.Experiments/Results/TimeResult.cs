using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>The simulated time of a variant's rounds.</summary>
public sealed record TimeResult
{
    /// <summary>Objective against simulated seconds.</summary>
    public required Curve Curve { get; init; }

    /// <summary>Simulated seconds of each run, [runs].</summary>
    public required ImmutableArray<double> Seconds { get; init; }

    /// <summary>Simulated seconds per round of each run, [runs].</summary>
    public required ImmutableArray<double> SecondsPerRound { get; init; }

    /// <summary>Whether every round of every run takes the same time.</summary>
    public required bool IsUniform { get; init; }

    /// <summary>The simulated time of a variant's runs.</summary>
    internal static TimeResult Of(IReadOnlyList<RunRows> runs)
    {
        double[] paces = [.. runs.SelectMany(run => run.Rows).Where(row => row.Round > 0).Select(PerRound)];
        bool isUniform = paces.Length == 0 || paces.Max() - paces.Min() <= 1e-9 * paces.Max();
        return new TimeResult
        {
            Curve = TimeCurve.Of(runs),
            Seconds = [.. runs.Select(run => run.Rows[^1].Tally.SimulatedSeconds)],
            SecondsPerRound = [.. runs.Select(run => run.Rows[^1]).Where(row => row.Round > 0).Select(PerRound)],
            IsUniform = isUniform,
        };
    }

    private static double PerRound(RoundRow row) => row.Tally.SimulatedSeconds / row.Round;
}

using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>A variant's objective against rounds, over its seeds.</summary>
public sealed record Curve
{
    /// <summary>No rounds.</summary>
    public static Curve Empty { get; } = new();

    /// <summary>The scored rounds that all seeds have, [points].</summary>
    public ImmutableArray<int> Rounds { get; init; } = [];

    /// <summary>Mean objective over the seeds, [points]; not finite where a seed's is not.</summary>
    public ImmutableArray<double> Mean { get; init; } = [];

    /// <summary>Lower end of the 95 % interval, [points]; the mean itself for a single seed.</summary>
    public ImmutableArray<double> Low { get; init; } = [];

    /// <summary>Upper end of the 95 % interval, [points].</summary>
    public ImmutableArray<double> High { get; init; } = [];

    /// <summary>How many seeds stand behind it.</summary>
    public int Seeds { get; init; }

    /// <summary>Whether some seeds have rounds that others lack, which are left out.</summary>
    public bool Cut { get; init; }

    /// <summary>The curve of one variant's runs; runs of different length are cut to their common rounds.</summary>
    public static Curve Of(IReadOnlyList<ImmutableArray<RoundRow>> runs)
    {
        if (runs.Count == 0) return Empty;
        int[] rounds = Common(runs);
        var objectives = runs.Select(run => ObjectivesAt(run, rounds)).ToArray();
        double quantile = runs.Count > 1 ? MeanInterval.Quantile(runs.Count, MeanInterval.DefaultLevel) : double.NaN;
        var sample = new double[runs.Count];
        var intervals = new MeanInterval[rounds.Length];
        for (int point = 0; point < rounds.Length; point++)
        {
            for (int seed = 0; seed < sample.Length; seed++) sample[seed] = objectives[seed][point];
            intervals[point] = MeanInterval.WithQuantile(sample, quantile);
        }

        return new Curve
        {
            Rounds = [.. rounds],
            Mean = [.. intervals.Select(i => i.Mean)],
            Low = [.. intervals.Select(i => i.Low)],
            High = [.. intervals.Select(i => i.High)],
            Seeds = runs.Count,
            Cut = runs.Any(run => run.Length > rounds.Length),
        };
    }

    private static int[] Common(IReadOnlyList<ImmutableArray<RoundRow>> runs)
    {
        var common = runs[0].Select(row => row.Round).ToHashSet();
        foreach (var run in runs.Skip(1)) common.IntersectWith(run.Select(row => row.Round));
        return [.. common.Order()];
    }

    private static double[] ObjectivesAt(ImmutableArray<RoundRow> run, int[] rounds)
    {
        var byRound = run.ToDictionary(row => row.Round, row => row.Objective);
        return Array.ConvertAll(rounds, round => byRound[round]);
    }
}

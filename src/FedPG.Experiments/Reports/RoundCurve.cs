using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>A column of <c>rounds.csv</c> against rounds.</summary>
internal static class RoundCurve
{
    /// <summary>
    /// The curve over the rounds that every run has which did not fail. What is not finite, and what comes after the last row of a run that
    /// failed, counts as <paramref name="worst"/>.
    /// </summary>
    public static Curve Of(IReadOnlyList<RunRows> runs, Func<RoundRow, double> value, double worst = double.NegativeInfinity)
    {
        if (runs.Count == 0) return Curve.Empty;
        int[] rounds = Common(runs);
        double[][] values = [.. runs.Select(run => ValuesAt(run, rounds, value, worst))];
        return Curve.Of(Array.ConvertAll(rounds, round => (double)round), values) with { Cut = runs.Any(run => run.Rows[^1].Round > rounds[^1]) };
    }

    /// <summary>Means over equal stretches of rounds, at most <paramref name="stretches"/>: the picture of a quantity that jumps from round to round.</summary>
    public static Curve Binned(IReadOnlyList<RunRows> runs, Func<RoundRow, double> value, int stretches, double worst)
    {
        if (runs.Count == 0) return Curve.Empty;
        int[] rounds = [.. Common(runs).Where(round => round > 0)];
        int[][] bins = [.. rounds.Select((_, i) => i).GroupBy(i => (int)((long)i * Math.Min(stretches, rounds.Length) / rounds.Length)).Select(bin => bin.ToArray())];
        double[][] values = [.. runs.Select(run => ValuesAt(run, rounds, value, worst)).Select(all => Array.ConvertAll(bins, bin => bin.Average(i => all[i])))];
        return Curve.Of(Array.ConvertAll(bins, bin => bin.Average(i => (double)rounds[i])), values);
    }

    /// <summary>Environment steps an agent until each of the rounds, mean over the runs that have the round, [rounds]; empty where they are not known.</summary>
    public static ImmutableArray<double> StepsPerAgent(IReadOnlyList<RunRows> runs, ImmutableArray<double> rounds)
    {
        if (runs.Count == 0 || runs.Any(run => run.StepsPerAgent.IsDefaultOrEmpty)) return [];
        var steps = runs.SelectMany(run => run.Rows.Zip(run.StepsPerAgent, (row, steps) => (row.Round, Steps: steps)))
            .GroupBy(row => (double)row.Round).ToDictionary(row => row.Key, row => row.Average(run => run.Steps));
        return [.. rounds.Select(round => steps[round])];
    }

    // A run that failed has no say in how far the others' curve goes, unless there are no others.
    private static int[] Common(IReadOnlyList<RunRows> runs)
    {
        var lasting = runs.Where(run => !run.HasFailed).ToArray();
        if (lasting.Length == 0) return [.. runs.SelectMany(run => run.Rows.Select(row => row.Round)).Distinct().Order()];
        var common = lasting[0].Rows.Select(row => row.Round).ToHashSet();
        foreach (var run in lasting.Skip(1)) common.IntersectWith(run.Rows.Select(row => row.Round));
        return [.. common.Order()];
    }

    private static double[] ValuesAt(RunRows run, int[] rounds, Func<RoundRow, double> value, double worst)
    {
        var byRound = run.Rows.ToDictionary(row => row.Round, value);
        return Array.ConvertAll(rounds, round => byRound.TryGetValue(round, out double found) && double.IsFinite(found) ? found : worst);
    }
}

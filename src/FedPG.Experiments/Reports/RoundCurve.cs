using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Reports;

/// <summary>A column of <c>rounds.csv</c> against rounds; runs of different length are cut to their common rounds.</summary>
internal static class RoundCurve
{
    public static Curve Of(IReadOnlyList<ImmutableArray<RoundRow>> runs, Func<RoundRow, double> value)
    {
        if (runs.Count == 0) return Curve.Empty;
        int[] rounds = Common(runs);
        double[][] values = [.. runs.Select(run => ValuesAt(run, rounds, value))];
        return Curve.Of(Array.ConvertAll(rounds, round => (double)round), values) with { Cut = runs.Any(run => run.Length > rounds.Length) };
    }

    /// <summary>Means over equal stretches of rounds, at most <paramref name="stretches"/>: the picture of a quantity that jumps from round to round.</summary>
    public static Curve Binned(IReadOnlyList<ImmutableArray<RoundRow>> runs, Func<RoundRow, double> value, int stretches)
    {
        if (runs.Count == 0) return Curve.Empty;
        int[] rounds = [.. Common(runs).Where(round => round > 0)];
        int[][] bins = [.. rounds.Select((_, i) => i).GroupBy(i => (int)((long)i * Math.Min(stretches, rounds.Length) / rounds.Length)).Select(bin => bin.ToArray())];
        double[][] values = [.. runs.Select(run => ValuesAt(run, rounds, value)).Select(all => Array.ConvertAll(bins, bin => bin.Average(i => all[i])))];
        return Curve.Of(Array.ConvertAll(bins, bin => bin.Average(i => (double)rounds[i])), values);
    }

    private static int[] Common(IReadOnlyList<ImmutableArray<RoundRow>> runs)
    {
        var common = runs[0].Select(row => row.Round).ToHashSet();
        foreach (var run in runs.Skip(1)) common.IntersectWith(run.Select(row => row.Round));
        return [.. common.Order()];
    }

    private static double[] ValuesAt(ImmutableArray<RoundRow> run, int[] rounds, Func<RoundRow, double> value)
    {
        var byRound = run.ToDictionary(row => row.Round, value);
        return Array.ConvertAll(rounds, round => byRound[round]);
    }
}

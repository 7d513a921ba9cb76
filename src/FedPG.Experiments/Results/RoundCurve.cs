using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>A column of <c>rounds.csv</c> against rounds.</summary>
internal static class RoundCurve
{
    /// <summary>
    /// The curve over the rounds that all runs have which did not fail. A value that is not finite, or comes after the last row of a
    /// failed run, counts as <paramref name="worst"/>.
    /// </summary>
    public static Curve Of(IReadOnlyList<RunRows> runs, Func<RoundRow, double> value, double worst = double.NegativeInfinity)
    {
        if (runs.Count == 0) return Curve.Empty;
        int[] rounds = Common(runs);
        double[][] values = [.. runs.Select(run => ValuesAt(run, rounds, value, worst))];
        return Curve.Of(Array.ConvertAll(rounds, round => (double)round), values) with
        {
            Cut = runs.Any(run => run.Rows[^1].Round > rounds[^1]),
        };
    }

    /// <summary>Means over at most <paramref name="stretches"/> equal stretches of rounds, for a quantity that varies from round to
    /// round.</summary>
    public static Curve Binned(IReadOnlyList<RunRows> runs, Func<RoundRow, double> value, int stretches, double worst)
    {
        if (runs.Count == 0) return Curve.Empty;
        int[] rounds = [.. Common(runs).Where(round => round > 0)];
        int count = Math.Min(stretches, rounds.Length);
        int[][] bins =
        [
            .. rounds.Select((_, i) => i).GroupBy(i => (int)((long)i * count / rounds.Length)).Select(bin => bin.ToArray()),
        ];
        double[][] values =
        [
            .. runs.Select(run => ValuesAt(run, rounds, value, worst))
                .Select(all => Array.ConvertAll(bins, bin => bin.Average(i => all[i]))),
        ];
        return Curve.Of(Array.ConvertAll(bins, bin => bin.Average(i => (double)rounds[i])), values);
    }

    /// <summary>Environment steps per agent until each of the rounds, as means over the runs that have the round, [rounds]; empty if
    /// unknown.</summary>
    public static ImmutableArray<double> StepsPerAgent(IReadOnlyList<RunRows> runs, ImmutableArray<double> rounds)
    {
        if (runs.Count == 0 || runs.Any(run => run.StepsPerAgent.IsDefaultOrEmpty)) return [];
        var steps = runs.SelectMany(run => run.Rows.Zip(run.StepsPerAgent, (row, steps) => (row.Round, Steps: steps)))
            .GroupBy(row => (double)row.Round).ToDictionary(row => row.Key, row => row.Average(run => run.Steps));
        return [.. rounds.Select(round => steps[round])];
    }

    // A failed run does not limit the rounds of the others.
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

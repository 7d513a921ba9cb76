using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// What a common policy gains if it may use the phase, or the whole history, as a share of what knowing the type would gain. The reference
/// values are compared; runs are only needed to compute them. Worlds that differ in nothing but their seed are one row.
/// </summary>
internal sealed class MemoryWorth : IAnalysis
{
    private const string Seed = "environment.seed";

    // Reference values come from a search that ends within this of the optimum.
    private const double Tolerance = 1e-3;

    public string Claim =>
        "Memory is worth nothing where kernels are equal, as histories then say nothing about the type; where they differ it is worth more "
        + "than any period, and the more they differ, the larger the share of the gap to the agents' own optima that it closes.";

    public Finding Find(AnalysisInput experiment)
    {
        var known = experiment.Require(
            variant => variant.References.BestHistoryDependent is not null, 1, "variants whose best history-dependent value is known");
        var rows = known
            .DistinctBy(variant => variant.Environment)
            .GroupBy(Setting)
            .Select(group => new Row(group.Key, [.. group.Select(variant => World.Of(experiment, variant))]))
            .OrderBy(row => row.EpsilonP).ToList();
        return new Finding(
            Judge(rows),
            Sentence(rows),
            AnswerTable.Of(
                [
                    "environments", "ε_P", "best deterministic", "best stationary", "best of a period", "best history-dependent",
                    "upper bound", "gap closed by a period", "gap closed by memory",
                ],
                rows.Select(Cells)),
            Chart(experiment, rows));
    }

    private static Agreement Judge(List<Row> rows)
    {
        var (equal, different) = (rows.Where(row => row.EpsilonP == 0).ToList(), rows.Where(row => row.EpsilonP > 0).ToList());
        if (different.Count == 0) return Agreement.Inconclusive;
        bool isNothing = equal.All(row => row.Worlds.All(world => world.Upper - world.Stationary <= Tolerance));
        bool isMore = different.All(row => row.Mean(world => world.Lower) > row.Mean(world => world.Periodic));
        bool grows = different[^1].ShareLow >= different[0].ShareHigh || different.Count == 1;
        bool cannotGrow = different[^1].ShareHigh < different[0].ShareLow;
        return !isNothing || cannotGrow || different.Any(row => row.Mean(world => world.Upper) <= row.Mean(world => world.Periodic))
            ? Agreement.Disagrees
            : isMore && grows ? Agreement.Agrees : Agreement.Inconclusive;
    }

    private static string Setting(VariantResult variant)
    {
        var point = variant.Runs[0].Specification!.Point.Where(value => value.Setting != Seed);
        string text = string.Join(' ', point.Select(value => $"{value.Setting.Split('.')[^1]} {value.Value}"));
        return text.Length > 0 ? text : variant.World;
    }

    private static string Sentence(List<Row> rows)
    {
        var open = rows.Where(row => row.Gap > Tolerance).ToList();
        if (open.Count == 0) return "The best stationary policies reach the agents' own optima: nothing is left for memory.";
        var shares = open.Select(row => $"{Share(row)} with {row.Name} (ε_P {AnswerText.Number(row.EpsilonP)})");
        return $"Of the gap between the best stationary policy and the agents' own optima, memory closes {NameList.And(shares)}; a period "
            + $"closes {AnswerText.Percent(Rounded(open.Max(row => row.PeriodShare)))} at most.";
    }

    private static string[] Cells(Row row) =>
    [
        $"{row.Name} ({row.Worlds.Length})", AnswerText.Number(row.EpsilonP), Mean(row, world => world.Deterministic),
        Mean(row, world => world.Stationary), Mean(row, world => world.Periodic),
        NumberText.Bounds(row.Mean(world => world.Lower), row.Mean(world => world.Upper)), Mean(row, world => world.Bound),
        row.Gap > Tolerance ? AnswerText.Percent(Rounded(row.PeriodShare)) : NumberText.None,
        row.Gap > Tolerance ? Share(row) : NumberText.None,
    ];

    private static string Mean(Row row, Func<World, double> value) => AnswerText.Objective(row.Mean(value));

    private static string Share(Row row) =>
        AnswerText.Percent(Rounded(row.ShareLow)) is var low && AnswerText.Percent(Rounded(row.ShareHigh)) is var high && low == high
            ? high
            : $"{low} to {high}";

    private static double Rounded(double share) => Math.Round(Math.Max(0, share), 3);

    private static AnswerChart Chart(AnalysisInput experiment, List<Row> rows)
    {
        var known = rows.Where(row => row.Gap > Tolerance).ToList();
        return new AnswerChart(
            experiment.Report.Question,
            "The share of the gap between the best stationary policy and the agents' own optima that the best policy of a period, and the "
                + "best history-dependent policy, close; means over the environments. The interval of the latter is between its bounds.",
            [
                new ChartPanel
                {
                    Quantity = "share of the gap closed",
                    Against = "ε_P",
                    Series =
                    [
                        new ChartSeries("best history-dependent", [.. known.Select(row => new ChartPoint(
                            row.EpsilonP, (row.ShareLow + row.ShareHigh) / 2, row.ShareLow, row.ShareHigh))]),
                        new ChartSeries("best of a period", [.. known.Select(row => ChartPoint.Of(row.EpsilonP, row.PeriodShare))]),
                    ],
                },
            ]);
    }

    private sealed record World(
        double EpsilonP, double Deterministic, double Stationary, double Periodic, double Lower, double Upper, double Bound)
    {
        public static World Of(AnalysisInput experiment, VariantResult variant)
        {
            var values = variant.References;
            double stationary = variant.Best;
            return new World(
                Heterogeneity.Transitions(experiment.EnvironmentsOf(variant)), values.BestDeterministic ?? double.NaN, stationary,
                values.BestPeriodic.Select(periodic => periodic.Value).Append(stationary).Max(), values.BestHistoryDependent!.Lower,
                values.BestHistoryDependent.Upper, values.UpperBound ?? double.NaN);
        }
    }

    private sealed record Row(string Name, World[] Worlds)
    {
        public double EpsilonP => Mean(world => world.EpsilonP);

        /// <summary>What knowing the type would gain.</summary>
        public double Gap => Mean(world => world.Bound - world.Stationary);

        public double PeriodShare => Mean(world => world.Periodic - world.Stationary) / Gap;

        public double ShareLow => Mean(world => world.Lower - world.Stationary) / Gap;

        public double ShareHigh => Mean(world => world.Upper - world.Stationary) / Gap;

        public double Mean(Func<World, double> value) => Worlds.Average(value);
    }
}

using System.Collections.Immutable;
using FedPG.Diagnostics;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The local Łojasiewicz inequalities along runs, one per type of environment: both sides, how unequal the constants are, where the
/// inequality is vacuous, and how slow the runs are.
/// </summary>
internal sealed class Lojasiewicz : IAnalysis
{
    private const int MostPoints = 200;

    public string Claim =>
        "Each agent's inequality holds along the run; convergence is held up by the agent with the smallest constant, so that unequal "
        + "constants slow it.";

    public Finding Find(AnalysisInput experiment)
    {
        const string needed = "variants with diagnostics.lojasiewicz = true";
        var variants = experiment.Require(variant => variant.Settings.Diagnostics.Lojasiewicz, 1, needed)
            .Select(variant => Measured.Of(experiment, variant)).ToList();
        int rows = variants.Sum(variant => variant.Rows), broken = variants.Sum(variant => variant.Broken);
        double share = experiment.Report.Gaps
            .Where(gap => variants.All(variant => double.IsFinite(variant.Variant.RoundsTo(gap).Value)))
            .DefaultIfEmpty(experiment.Report.Gaps.Max()).Min();
        var order = variants.OrderBy(variant => variant.Least).ToList();
        double[] rounds = [.. order.Select(variant => variant.Variant.RoundsTo(share).Value)];
        double[] discounts = [.. order.Select(variant => experiment.EnvironmentsOf(variant.Variant).Discount)];
        double agreement = Concordance(discounts, [.. order.Select(variant => variant.Least)], rounds);
        double unequal = Concordance(discounts, [.. order.Select(variant => variant.Inequality)], rounds);
        string vacuous = NameList.And(order.GroupBy(variant => experiment.EnvironmentsOf(variant.Variant).Discount)
            .OrderBy(group => group.Key).Select(group => Vacuous([.. group], group.Key)));
        var verdict = agreement switch
        {
            _ when broken > 0 => Agreement.Disagrees,
            _ when variants.Count < 3 => Agreement.Inconclusive,
            <= -0.5 => Agreement.Agrees,
            >= 0.5 => Agreement.Disagrees,
            _ => Agreement.Inconclusive,
        };
        return new Finding(
            verdict,
            $"The inequalities hold in {rows - broken} of {rows} rows and tell nothing (vacuous) in {vacuous}; the largest constant is up "
                + $"to {AnswerText.Number(variants.Max(variant => variant.Inequality))} times the smallest. Over {variants.Count} "
                + $"environments, compared within a discount, the rank correlation of rounds to a gap of {AnswerText.Percent(share)} with "
                + $"the smallest constant is {AnswerText.Number(agreement)}, with the ratio of the constants {AnswerText.Number(unequal)} "
                + "(Kendall's τ; the claim predicts −1 and +1).",
            AnswerTable.Of(
                [
                    "variant", "smallest constant", "largest / smallest", "gradient norm / bound, median", "vacuous",
                    "vacuous, regularised", $"rounds to {AnswerText.Percent(share)}",
                ],
                order.Select((variant, i) => variant.Row(rounds[i]))),
            Chart(experiment, variants));
    }

    private static string Vacuous(List<Measured> group, double discount) =>
        $"{Share(group.Average(variant => variant.Vacuous))} of the rows of Lemma 8 and "
        + $"{Share(group.Average(variant => variant.RegularizedVacuous))} of the regularised ones at γ = {AnswerText.Setting(discount)}";

    private static string Share(double share) => AnswerText.Percent(Math.Round(share, 3));

    private static AnswerChart Chart(AnalysisInput experiment, List<Measured> variants)
    {
        var shown = variants.MaxBy(variant => variant.Inequality)!;
        var environments = experiment.EnvironmentsOf(shown.Variant);
        return new AnswerChart(
            experiment.Report.Question,
            $"Left: both sides of Lemma 8 for each type in {shown.Variant.Name}, the most unequal one, first seed; marked: where the bound "
                + "is vacuous. Right: rounds to the gaps against the smallest constant, a mark for each environment.",
            [
                new ChartPanel
                {
                    Quantity = "gradient norm and its lower bound",
                    Against = "round",
                    IsValueLogarithmic = true,
                    Series =
                    [
                        .. shown.First.GroupBy(row => row.Type).Take(4)
                            .SelectMany(type => Sides(environments.NameOfType(type.Key), type.Key, [.. Thinned(type)])),
                    ],
                },
                new ChartPanel
                {
                    Quantity = "rounds to a gap",
                    Against = "smallest constant over agents",
                    IsValueLogarithmic = true,
                    IsPlaceLogarithmic = true,
                    Series = [.. experiment.Report.Gaps.Select((gap, i) => Rounds(variants, gap) with { Hue = i })],
                },
            ]);
    }

    /// <summary>Both sides of the inequality of a type, and marks where the bound is vacuous.</summary>
    private static IEnumerable<ChartSeries> Sides(string name, int type, List<DiagnosticsRow> rows)
    {
        yield return Series("norm", rows, row => row.Plain.GradientNorm, ChartStyle.Line, 2 * type);
        yield return Series("bound", rows, row => row.Plain.Bound, ChartStyle.Line, 2 * type + 1);
        yield return Series("vacuous", rows.Where(row => row.Plain.IsVacuous), row => row.Plain.Bound, ChartStyle.Marks, 2 * type + 1);

        ChartSeries Series(string side, IEnumerable<DiagnosticsRow> of, Func<DiagnosticsRow, double> value, ChartStyle style, int hue) =>
            new($"{name}: {side}", [.. of.Select(row => ChartPoint.Of(row.Round, value(row)))], style) { Hue = hue };
    }

    private static ChartSeries Rounds(List<Measured> variants, double gap) => new(
        $"to {AnswerText.Percent(gap)}",
        [.. variants.Select(variant => ChartPoint.Of(variant.Least, variant.Variant.RoundsTo(gap)))],
        ChartStyle.Marks);

    private static IEnumerable<DiagnosticsRow> Thinned(IEnumerable<DiagnosticsRow> rows)
    {
        var all = rows.ToList();
        int kept = Math.Min(all.Count, MostPoints);
        return Enumerable.Range(0, kept).Select(i => all[(int)((long)i * (all.Count - 1) / Math.Max(1, kept - 1))]);
    }

    /// <summary>Kendall's τ_a over the pairs within groups.</summary>
    private static double Concordance(double[] groups, double[] one, double[] other)
    {
        int sum = 0, pairs = 0;
        for (int i = 0; i < one.Length; i++)
        {
            for (int j = i + 1; j < one.Length; j++)
            {
                if (groups[i] != groups[j]) continue;
                sum += Math.Sign(one[i].CompareTo(one[j])) * Math.Sign(other[i].CompareTo(other[j]));
                pairs++;
            }
        }

        return pairs == 0 ? double.NaN : (double)sum / pairs;
    }

    /// <summary>The inequalities of a variant.</summary>
    /// <param name="Variant">The variant.</param>
    /// <param name="First">The rows of the first seed.</param>
    /// <param name="Least">The smallest constant over types.</param>
    /// <param name="Inequality">The largest constant over the least.</param>
    /// <param name="Slack">The median ratio of gradient norm and bound.</param>
    /// <param name="Vacuous">The share of vacuous rows.</param>
    /// <param name="RegularizedVacuous">The share of vacuous regularised rows; NaN without any.</param>
    /// <param name="Rows">The number of inequalities.</param>
    /// <param name="Broken">The number of inequalities that do not hold.</param>
    private sealed record Measured(
        VariantResult Variant, ImmutableArray<DiagnosticsRow> First, double Least, double Inequality, double Slack, double Vacuous,
        double RegularizedVacuous, int Rows, int Broken)
    {
        public static Measured Of(AnalysisInput experiment, VariantResult variant)
        {
            var runs = variant.Runs
                .Select(run => DiagnosticsFile.Read(Path.Combine(experiment.Path, run.Summary.Run, DiagnosticsFile.FileName))).ToList();
            var rows = runs.SelectMany(run => run).ToList();
            var types = rows.GroupBy(row => row.Type).Select(type => Median(type.Select(row => row.Plain.Coefficient))).ToList();
            var regularized = rows.Select(row => row.Regularized).OfType<LojasiewiczBound>().ToList();
            return new Measured(
                variant, runs[0], types.Min(), types.Max() / types.Min(),
                Median(rows.Select(row => row.Plain.GradientNorm / row.Plain.Bound).Where(double.IsFinite)),
                rows.Average(row => row.Plain.IsVacuous ? 1.0 : 0),
                regularized.Count == 0 ? double.NaN : regularized.Average(bound => bound.IsVacuous ? 1.0 : 0),
                rows.Count + regularized.Count,
                rows.Select(row => row.Plain).Concat(regularized).Count(bound => bound.GradientNorm < bound.Bound * (1 - 1e-6) - 1e-9));
        }

        public string[] Row(double rounds) =>
        [
            Variant.Name, AnswerText.Number(Least), AnswerText.Number(Inequality), AnswerText.Number(Slack), Share(Vacuous),
            Share(RegularizedVacuous), AnswerText.Count(rounds),
        ];

        private static double Median(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}

using System.Collections.Immutable;
using FedPG.Diagnostics;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The local Łojasiewicz inequalities along runs, agent by agent (a type's agents share theirs): both sides, how unequal the agents' constants are, where the inequality tells nothing, and
/// how slow the runs are.
/// </summary>
internal sealed class Lojasiewicz : IAnalysis
{
    public string Claim => "Each agent's inequality holds along the run; convergence is held up by the agent with the least constant, so that unequal constants slow it.";

    public Finding Find(AnalysisInput experiment)
    {
        var variants = experiment.Require(variant => variant.Settings.Diagnostics.Lojasiewicz, 1, "variants with diagnostics.lojasiewicz = true")
            .Select(variant => Measured.Of(experiment, variant)).ToList();
        int rows = variants.Sum(variant => variant.Rows), broken = variants.Sum(variant => variant.Broken);
        double share = experiment.Report.Gaps.Where(gap => variants.All(variant => double.IsFinite(variant.Variant.Estimate(run => run.RoundsTo(gap)).Value))).DefaultIfEmpty(experiment.Report.Gaps.Max()).Min();
        var order = variants.OrderBy(variant => variant.Least).ToList();
        double[] rounds = [.. order.Select(variant => variant.Variant.Estimate(run => run.RoundsTo(share)).Value)];
        double[] discounts = [.. order.Select(variant => experiment.EnvironmentsOf(variant.Variant).Discount)];
        double agreement = Concordance(discounts, [.. order.Select(variant => variant.Least)], rounds);
        double unequal = Concordance(discounts, [.. order.Select(variant => variant.Inequality)], rounds);
        string vacuous = NameList.And(order.GroupBy(variant => experiment.EnvironmentsOf(variant.Variant).Discount).OrderBy(group => group.Key).Select(group =>
            $"{AnswerText.Percent(Math.Round(group.Average(variant => variant.Vacuous), 3))} of the rows of Lemma 8 and {AnswerText.Percent(Math.Round(group.Average(variant => variant.RegularizedVacuous), 3))} of the regularised ones at γ = {AnswerText.Setting(group.Key)}"));
        return new Finding(
            broken > 0 ? Agreement.Disagrees : variants.Count < 3 ? Agreement.Inconclusive : agreement <= -0.5 ? Agreement.Agrees : agreement >= 0.5 ? Agreement.Disagrees : Agreement.Inconclusive,
            $"The inequalities hold in {rows - broken} of {rows} rows and tell nothing (vacuous) in {vacuous}; the largest constant is up to {AnswerText.Number(variants.Max(variant => variant.Inequality))} times the least. "
                + $"Over {variants.Count} worlds, compared within a discount, the rank correlation of rounds to a gap of "
                + $"{AnswerText.Percent(share)} with the least constant is {AnswerText.Number(agreement)}, with the ratio of the constants {AnswerText.Number(unequal)} (Kendall's τ; −1 and +1 are what the claim would have).",
            AnswerTable.Of(
                ["variant", "least constant", "largest / least", "gradient norm / bound, median", "vacuous", "vacuous, regularised", $"rounds to {AnswerText.Percent(share)}"],
                order.Select((variant, i) => variant.Row(rounds[i]))),
            Chart(experiment, variants));
    }

    private static AnswerChart Chart(AnalysisInput experiment, List<Measured> variants)
    {
        var shown = variants.MaxBy(variant => variant.Inequality)!;
        var environments = experiment.EnvironmentsOf(shown.Variant);
        return new AnswerChart(
            experiment.Report.Question,
            $"Left: both sides of Lemma 8 for each type in {shown.Variant.Name}, the most unequal one, first seed; marked: where the bound is vacuous. Right: rounds to the gaps against the least constant, a mark for each world.",
            [
                new ChartPanel
                {
                    Quantity = "gradient norm and its lower bound",
                    Against = "round",
                    IsValueLogarithmic = true,
                    Series = [.. shown.First.GroupBy(row => row.Type).Take(4).SelectMany(type => (ChartSeries[])
                    [
                        new($"{environments.NameOfType(type.Key)}: norm", [.. Thinned(type).Select(row => ChartPoint.Of(row.Round, row.Plain.GradientNorm))], ChartStyle.Line) { Hue = 2 * type.Key },
                        new($"{environments.NameOfType(type.Key)}: bound", [.. Thinned(type).Select(row => ChartPoint.Of(row.Round, row.Plain.Bound))], ChartStyle.Line) { Hue = 2 * type.Key + 1 },
                        new($"{environments.NameOfType(type.Key)}: vacuous", [.. Thinned(type).Where(row => row.Plain.IsVacuous).Select(row => ChartPoint.Of(row.Round, row.Plain.Bound))], ChartStyle.Marks) { Hue = 2 * type.Key + 1 },
                    ])],
                },
                new ChartPanel
                {
                    Quantity = "rounds to a gap",
                    Against = "least constant over agents",
                    IsValueLogarithmic = true,
                    IsPlaceLogarithmic = true,
                    Series = [.. experiment.Report.Gaps.Select((gap, i) => new ChartSeries(
                        $"to {AnswerText.Percent(gap)}", [.. variants.Select(variant => ChartPoint.Of(variant.Least, variant.Variant.Estimate(run => run.RoundsTo(gap))))], ChartStyle.Marks) { Hue = i })],
                },
            ]);
    }

    private static IEnumerable<DiagnosticsRow> Thinned(IEnumerable<DiagnosticsRow> rows)
    {
        var all = rows.ToList();
        return Enumerable.Range(0, Math.Min(all.Count, 200)).Select(i => all[(int)((long)i * (all.Count - 1) / Math.Max(1, Math.Min(all.Count, 200) - 1))]);
    }

    /// <summary>Kendall's τ_a over the pairs of one group.</summary>
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

    private sealed record Measured(VariantResult Variant, ImmutableArray<DiagnosticsRow> First, double Least, double Inequality, double Slack, double Vacuous, double RegularizedVacuous, int Rows, int Broken)
    {
        public static Measured Of(AnalysisInput experiment, VariantResult variant)
        {
            var runs = variant.Runs.Select(run => DiagnosticsFile.Read(Path.Combine(experiment.Path, run.Summary.Run, DiagnosticsFile.FileName))).ToList();
            var rows = runs.SelectMany(run => run).ToList();
            var types = rows.GroupBy(row => row.Type).Select(type => Median(type.Select(row => row.Plain.Coefficient))).ToList();
            var regularized = rows.Select(row => row.Regularized).OfType<LojasiewiczBound>().ToList();
            return new Measured(
                variant, runs[0], types.Min(), types.Max() / types.Min(), Median(rows.Select(row => row.Plain.GradientNorm / row.Plain.Bound).Where(double.IsFinite)),
                rows.Average(row => row.Plain.IsVacuous ? 1.0 : 0), regularized.Count == 0 ? double.NaN : regularized.Average(bound => bound.IsVacuous ? 1.0 : 0),
                rows.Count + regularized.Count, rows.Select(row => row.Plain).Concat(regularized).Count(bound => bound.GradientNorm < bound.Bound * (1 - 1e-6) - 1e-9));
        }

        public string[] Row(double rounds) =>
        [
            Variant.Name, AnswerText.Number(Least), AnswerText.Number(Inequality), AnswerText.Number(Slack), AnswerText.Percent(Math.Round(Vacuous, 3)), AnswerText.Percent(Math.Round(RegularizedVacuous, 3)), AnswerText.Count(rounds),
        ];

        private static double Median(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}

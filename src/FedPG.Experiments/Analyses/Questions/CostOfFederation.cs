using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>The cost of federation if all agents have the same environment: FedPG against one learner with the same samples, and against
/// a single agent.</summary>
internal sealed class CostOfFederation : IAnalysis
{
    public string Claim =>
        "With identical environments federation costs nothing in samples: averaging local steps does as well as one learner that takes the "
        + "mean of all gradients.";

    public Finding Find(AnalysisInput experiment)
    {
        if (experiment.Variants.Any(variant => experiment.EnvironmentsOf(variant).Types.Distinct().Count() > 1))
            throw experiment.Lacking("environments that differ", "identical ones (epsilon-p and epsilon-r 0)");
        var pooled = experiment.Require(variant => variant.Settings.Algorithm == "centralized", 1, "variants of centralized")[0];
        var federated = experiment.Require(
            variant => variant.Settings.Algorithm is not ("centralized" or "independent") && variant.Settings.Agents > 1,
            1, "federated variants");
        double share = experiment.Report.Gaps.Min();
        var costs = federated.Select(variant =>
            (Variant: variant, Cost: Cost(variant, pooled, share), Gap: Difference(variant, pooled))).ToList();
        bool isFree = costs.All(entry => entry.Gap.High <= 0.01 || entry.Gap.Low <= 0), isCostly = costs.Any(entry => entry.Gap.Low > 0.01);
        return new Finding(
            isCostly ? Agreement.Disagrees : isFree ? Agreement.Agrees : Agreement.Inconclusive,
            string.Join(' ', costs.Select(entry =>
                $"{entry.Variant.Name} needs {AnswerText.Number(entry.Cost)} times the samples of {pooled.Name} to a gap of "
                + $"{AnswerText.Percent(share)} and ends {AnswerText.Percent(entry.Gap)} of what can be gained further from the best "
                + "policy."))
                + string.Concat(experiment.Variants.Where(variant => variant.Settings.Agents == 1).Select(variant =>
                    $" {variant.Name} ends {AnswerText.Percent(Difference(variant, pooled))} further away.")),
            AnswerTable.Of(
                [
                    "variant", "agents", "batch", "samples per round, all agents",
                    .. experiment.Report.Gaps.Select(gap => $"samples to {AnswerText.Percent(gap)}"),
                    "late gap", "further away than centralized, share",
                ],
                experiment.Variants.Select(variant => Row(variant, pooled, experiment.Report.Gaps))),
            new AnswerChart(
                experiment.Report.Question,
                "Gap to the best policy against the samples of all agents together: interquartile mean over the seeds with its 95 % "
                    + "interval.",
                [
                    new ChartPanel
                    {
                        Quantity = "gap to the best stationary policy",
                        Against = "samples of all agents",
                        IsValueLogarithmic = true,
                        IsPlaceLogarithmic = true,
                        Series = [.. experiment.Variants.Select(Series)],
                    },
                ]));
    }

    private static ChartSeries Series(VariantResult variant)
    {
        double samples = Samples(variant), best = variant.Best;
        return new ChartSeries(variant.Name, variant.Points(row => row.Round * samples, row => best - row.Objective), ChartStyle.Line);
    }

    private static double Samples(VariantResult variant) => variant.Runs[0].SamplesPerRound * variant.Settings.Agents;

    /// <summary>Samples to a gap, as a multiple of the pooled learner's interquartile mean.</summary>
    private static Estimate Cost(VariantResult variant, VariantResult pooled, double share)
    {
        double unit = pooled.Estimate(run => run.RoundsTo(share)).Value * Samples(pooled);
        return variant.Estimate(run => run.RoundsTo(share) * Samples(variant) / unit);
    }

    /// <summary>The late gap less that of the pooled learner, as a share of the initial gap. Seeds are independent, so the widths of both
    /// intervals are combined.</summary>
    private static Estimate Difference(VariantResult variant, VariantResult pooled)
    {
        double gain = pooled.Best - pooled.Runs[0].Rows[0].Objective;
        Estimate own = variant.LateGap, other = pooled.LateGap;
        double value = own.Value - other.Value;
        double below = Math.Sqrt(Square(own.Value - own.Low) + Square(other.High - other.Value));
        double above = Math.Sqrt(Square(own.High - own.Value) + Square(other.Value - other.Low));
        return own with { Value = value / gain, Low = (value - below) / gain, High = (value + above) / gain };
    }

    private static double Square(double value) => value * value;

    private static string[] Row(VariantResult variant, VariantResult pooled, double[] gaps) =>
    [
        variant.Name, $"{variant.Settings.Agents}", $"{variant.Settings.Local.Batch}", AnswerText.Count(Samples(variant)),
        .. gaps.Select(gap => AnswerText.Count(variant.Estimate(run => run.RoundsTo(gap) * Samples(variant)))),
        AnswerText.Number(variant.LateGap), variant == pooled ? "0" : AnswerText.Number(Difference(variant, pooled)),
    ];
}

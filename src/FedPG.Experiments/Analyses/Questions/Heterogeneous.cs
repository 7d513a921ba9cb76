using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>All algorithms in each environment, compared with the reference values and with FedQ, whose policy is deterministic.</summary>
internal sealed class Heterogeneous : IAnalysis
{
    public string Claim =>
        "Where agents differ, the policies of FedPG's methods are stochastic and end above every deterministic policy, and so above FedQ.";

    public Finding Find(AnalysisInput experiment)
    {
        var worlds = experiment.Variants.GroupBy(variant => variant.Environment).ToList();
        var gradient = experiment.Require(IsGradient, 1, "variants of s-fedpg, rs-fedpg or b-rs-fedpg");
        experiment.Require(variant => variant.Settings.Algorithm == "fedq", 1, "variants of fedq");
        bool isAbove = gradient.All(variant => variant.Estimate(run => run.Final).Low > variant.References.BestDeterministic);
        bool isBelow = gradient.Any(variant => variant.Estimate(run => run.Final).High < variant.References.BestDeterministic);
        return new Finding(
            isAbove ? Agreement.Agrees : isBelow ? Agreement.Disagrees : Agreement.Inconclusive,
            string.Join(' ', worlds.Select(world => Sentence(world.Key, [.. world]))),
            AnswerTable.Of(
                [
                    "environment", "variant", "seeds", "final objective", "gap to best stationary", "above best deterministic",
                    "beats FedQ with probability",
                ],
                worlds.SelectMany(world => world.Select(variant => Row(variant, world)))),
            new AnswerChart(
                experiment.Report.Question,
                "Objective against rounds: interquartile mean over the seeds with its 95 % interval. Dashed: reference values.",
                [.. worlds.Select(world => new ChartPanel
                {
                    Quantity = world.Key,
                    Against = "round",
                    Series = [.. world.Select(Series)],
                    References = [.. References(world.First())],
                })]));
    }

    private static ChartSeries Series(VariantResult variant) =>
        new(variant.Family, variant.Points(row => row.Round, row => row.Objective), ChartStyle.Line);

    private static Estimate Final(VariantResult variant) => variant.Estimate(run => run.Final);

    /// <summary>The variant of FedQ that ends highest; null without one.</summary>
    private static VariantResult? Baseline(IEnumerable<VariantResult> world) =>
        world.Where(variant => variant.Settings.Algorithm == "fedq").MaxBy(variant => Final(variant).Value);

    private static bool IsGradient(VariantResult variant) =>
        variant.Settings.Algorithm is "s-fedpg" or "rs-fedpg" or "b-rs-fedpg" && variant.Settings.Policy is { Period: 1, InitialLogit: 0 }
        && variant.Settings.Local.Estimator == GradientEstimator.Sampled;

    private static string Sentence(string environment, List<VariantResult> variants)
    {
        var best = variants.Where(IsGradient).MaxBy(variant => Final(variant).Value)!;
        var worst = variants.Where(IsGradient).MinBy(variant => Final(variant).Value)!;
        string fedq = Baseline(variants) is { } baseline ? $"; FedQ ends at {AnswerText.Objective(Final(baseline))}" : "";
        string range = best == worst ? "" : $" and {worst.Family} lowest of its kind at {AnswerText.Objective(Final(worst))}";
        return $"In {environment} {best.Family} ends at {AnswerText.Objective(Final(best))}{range}, with "
            + $"{AnswerText.Objective(best.References.BestStationary ?? double.NaN)} the best stationary and "
            + $"{AnswerText.Objective(best.References.BestDeterministic ?? double.NaN)} the best deterministic policy{fedq}.";
    }

    private static string[] Row(VariantResult variant, IEnumerable<VariantResult> world)
    {
        var final = Final(variant);
        var baseline = Baseline(world);
        return
        [
            variant.Environment, variant.Family, $"{variant.Runs.Length}", AnswerText.Objective(final),
            AnswerText.Number(final.Below(variant.Best)),
            AnswerText.Number(variant.Estimate(run => run.Final - variant.References.BestDeterministic ?? double.NaN)),
            baseline is null || baseline == variant ? "–" : AnswerText.Number(Probability(variant, baseline)),
        ];
    }

    private static Estimate Probability(VariantResult variant, VariantResult baseline) =>
        ImprovementProbability.Of([variant.Values(run => run.Final)], [baseline.Values(run => run.Final)]);

    private static IEnumerable<(string, double)> References(VariantResult variant)
    {
        var values = variant.References;
        if (values.BestHistoryDependent is { } best && best.Upper < values.UpperBound) yield return ("best history-dependent", best.Upper);
        else if (values.UpperBound is { } bound) yield return ("upper bound", bound);
        if (values.BestStationary is { } stationary) yield return ("best stationary", stationary);
        if (values.BestDeterministic is { } deterministic) yield return ("best deterministic", deterministic);
    }
}

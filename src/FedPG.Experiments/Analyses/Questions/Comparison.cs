using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>Which variant ends highest, and with what probability; fits any experiment.</summary>
internal sealed class Comparison : IAnalysis
{
    public string Claim => "";

    public Finding Find(AnalysisInput experiment)
    {
        var ranked = experiment.Variants.Select(variant => (Variant: variant, Final: variant.Estimate(run => run.Final)))
            .OrderByDescending(entry => entry.Final.Value).ToList();
        if (ranked.Count == 0) throw new SpecificationException(experiment.Path, "no run that has begun", "at least one");
        var series = experiment.Variants.Select(variant =>
            new ChartSeries(variant.Name, variant.Points(row => row.Round, row => row.Objective), ChartStyle.Line));
        return new Finding(
            Agreement.Open,
            Sentence(ranked),
            AnswerTable.Of(
                ["variant", "seeds", "final objective", "gap to best stationary", "failed"],
                ranked.Select(entry => Row(entry.Variant, entry.Final))),
            new AnswerChart(
                experiment.Report.Question,
                "Objective against rounds: interquartile mean over the seeds with its 95 % interval.",
                [new ChartPanel { Quantity = "objective J", Against = "round", Series = [.. series] }]));
    }

    private static string Sentence(List<(VariantResult Variant, Estimate Final)> ranked)
    {
        var (best, final) = ranked[0];
        string first = $"{best.Name} ends highest, at {AnswerText.Objective(final)}";
        if (best.References.BestStationary is { } stationary)
            first += $", {AnswerText.Number(final.Below(stationary))} below the best stationary policy found";
        if (ranked.Count == 1) return $"{first}.";
        var next = ranked[1].Variant;
        var chance = ImprovementProbability.Of([best.Values(run => run.Final)], [next.Values(run => run.Final)]);
        return $"{first}; a run of it beats one of {next.Name}, the next, with probability {AnswerText.Number(chance)}.";
    }

    private static string[] Row(VariantResult variant, Estimate final) =>
    [
        variant.Name, $"{variant.Runs.Length}", AnswerText.Objective(final),
        variant.References.BestStationary is { } best ? AnswerText.Number(final.Below(best)) : "–",
        $"{variant.Runs.Count(run => run.IsFailed)}",
    ];
}

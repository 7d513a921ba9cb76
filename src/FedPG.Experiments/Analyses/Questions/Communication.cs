using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>The bytes between agents and server to a gap, by local steps and agents; and rounds per second.</summary>
internal sealed class Communication : IAnalysis
{
    private const int BytesPerNumber = 8;

    public string Claim =>
        "More local steps save communication: the bytes to a gap fall with H as long as drift does not cost more than it saves.";

    public Finding Find(AnalysisInput experiment)
    {
        double share = experiment.Report.Gaps.Max();
        var groups = experiment.Variants.Where(variant => variant.HasReferences)
            .GroupBy(variant => variant.Settings.Agents).OrderBy(group => group.Key)
            .Select(group => group.OrderBy(variant => variant.Settings.Local.Steps).ToList())
            .Where(group => group.Count > 1)
            .Select(group => Group.Of(group, variant => Bytes(experiment, variant, share))).ToList();
        if (groups.Count == 0) throw experiment.Lacking("no number of agents with several local.steps", "at least one");
        double least = experiment.Variants.Min(variant => variant.Runs[0].SamplesPerRound);
        var speeds = experiment.Variants.Where(variant => variant.Runs[0].SamplesPerRound == least)
            .GroupBy(variant => variant.Settings.Agents).OrderBy(group => group.Key)
            .Select(group => group.MaxBy(variant => RoundsPerSecond(variant).Value)!).ToList();
        bool falls = groups.All(group => group.LeastBytes.High < group.FirstBytes.Low);
        bool rises = groups.Any(group => group.Best == group.Variants[0]);
        return new Finding(
            falls ? Agreement.Agrees : rises ? Agreement.Disagrees : Agreement.Inconclusive,
            $"{string.Join(' ', groups.Select(group => Sentence(group, share)))} Rounds per second on this machine: "
                + $"{NameList.And(speeds.Select(Speed))}.",
            AnswerTable.Of(
                [
                    "variant", "M", "H", "bytes per round", .. experiment.Report.Gaps.Select(gap => $"bytes to {AnswerText.Percent(gap)}"),
                    "late gap", "rounds per second",
                ],
                experiment.Variants.Select(variant => Row(experiment, variant))),
            Chart(experiment, groups, speeds, share));
    }

    private static string Sentence(Group group, double share) =>
        $"With {group.Best.Settings.Agents} agents the bytes to a gap of {AnswerText.Percent(share)} fall from "
        + $"{AnswerText.Count(group.FirstBytes)} at H = {group.Variants[0].Settings.Local.Steps} to "
        + $"{AnswerText.Count(group.LeastBytes)} at H = {group.Best.Settings.Local.Steps}.";

    private static string Speed(VariantResult variant) =>
        $"{AnswerText.Number(RoundsPerSecond(variant).Value)} with {variant.Settings.Agents} agents";

    private static AnswerChart Chart(AnalysisInput experiment, List<Group> groups, List<VariantResult> speeds, double share) => new(
        experiment.Report.Question,
        "Left: bytes between agents and server, both ways, to a gap. Right: rounds per second by the clock, of the variants that train "
            + "least. Interquartile mean over the seeds with its 95 % interval.",
        [
            new ChartPanel
            {
                Quantity = $"bytes to a gap of {AnswerText.Percent(share)}",
                Against = "local steps H",
                IsValueLogarithmic = true,
                IsPlaceLogarithmic = true,
                Series = [.. groups.Select((group, i) => Series(experiment, group, share) with { Hue = i })],
            },
            new ChartPanel
            {
                Quantity = "rounds per second",
                Against = "agents M",
                IsValueLogarithmic = true,
                IsPlaceLogarithmic = true,
                Series =
                [
                    new ChartSeries(
                        "rounds/s",
                        [.. speeds.Select(variant => ChartPoint.Of(variant.Settings.Agents, RoundsPerSecond(variant)))]) { Hue = 3 },
                ],
            },
        ]);

    private static ChartSeries Series(AnalysisInput experiment, Group group, double share) => new(
        $"M = {group.Variants[0].Settings.Agents}",
        [.. group.Variants.Select(variant => ChartPoint.Of(variant.Settings.Local.Steps, Bytes(experiment, variant, share)))]);

    /// <summary>θ goes to every agent that is asked and comes back from it.</summary>
    private static double BytesPerRound(AnalysisInput experiment, VariantResult variant)
    {
        var settings = variant.Settings;
        var algorithm = experiment.Catalogue.CreateAlgorithm(settings.ToFederation(experiment.EnvironmentsOf(variant)));
        double asked = Math.Max(1, Math.Round(settings.Server.Participation * settings.Agents));
        return algorithm.IsFederated ? 2.0 * BytesPerNumber * algorithm.ParameterCount * asked : 0;
    }

    private static Estimate Bytes(AnalysisInput experiment, VariantResult variant, double share)
    {
        double bytes = BytesPerRound(experiment, variant);
        return variant.Estimate(run => run.RoundsTo(share) * bytes);
    }

    private static Estimate RoundsPerSecond(VariantResult variant) =>
        variant.Estimate(run => run.Summary.Rounds / run.Summary.ElapsedSeconds);

    private static string[] Row(AnalysisInput experiment, VariantResult variant) =>
    [
        variant.Name, $"{variant.Settings.Agents}", $"{variant.Settings.Local.Steps}",
        AnswerText.Count(BytesPerRound(experiment, variant)),
        .. experiment.Report.Gaps.Select(gap => variant.HasReferences ? AnswerText.Count(Bytes(experiment, variant, gap)) : "–"),
        variant.HasReferences ? AnswerText.Number(variant.LateGap) : "–", AnswerText.Number(RoundsPerSecond(variant)),
    ];

    /// <summary>Variants with the same number of agents, by ascending local steps.</summary>
    private sealed record Group(List<VariantResult> Variants, VariantResult Best, Estimate FirstBytes, Estimate LeastBytes)
    {
        public static Group Of(List<VariantResult> variants, Func<VariantResult, Estimate> bytes)
        {
            var best = variants.MinBy(variant => bytes(variant).Value)!;
            return new Group(variants, best, bytes(variants[0]), bytes(best));
        }
    }
}

using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>Bytes between agents and server against the gap, for local steps and agents; and how many rounds a second there are.</summary>
internal sealed class Communication : IAnalysis
{
    private const int BytesANumber = 8;

    public string Claim => "More local steps buy communication: the bytes to a gap fall with H as long as drift does not cost more than it saves.";

    public Finding Find(FinishedExperiment experiment)
    {
        double share = experiment.Report.Gaps.Max();
        var groups = experiment.Variants.Where(variant => variant.HasReferences)
            .GroupBy(variant => variant.Settings.Agents).OrderBy(group => group.Key).Select(group => group.OrderBy(variant => variant.Settings.Local.Steps).ToList())
            .Where(group => group.Count > 1).ToList();
        if (groups.Count == 0) throw new SpecificationException($"{experiment.Path}: fedpg.report.analysis = communication", "no number of agents with several local.steps", "at least one");
        double least = experiment.Variants.Min(variant => variant.Runs[0].SamplesARound);
        var speeds = experiment.Variants.Where(variant => variant.Runs[0].SamplesARound == least).GroupBy(variant => variant.Settings.Agents).OrderBy(group => group.Key).Select(group => group.MaxBy(variant => RoundsASecond(variant).Value)!).ToList();
        var firsts = groups.Select(group => (First: Bytes(experiment, group[0], share), Best: group.MinBy(variant => Bytes(experiment, variant, share).Value)!, Group: group)).ToList();
        bool falls = firsts.All(entry => Bytes(experiment, entry.Best, share).High < entry.First.Low), rises = firsts.Any(entry => entry.Best == entry.Group[0]);
        return new Finding(
            falls ? Agreement.Agrees : rises ? Agreement.Disagrees : Agreement.Inconclusive,
            string.Join(' ', firsts.Select(entry =>
                $"With {entry.Best.Settings.Agents} agents the bytes to a gap of {AnswerText.Percent(share)} fall from {AnswerText.Count(entry.First)} at H = {entry.Group[0].Settings.Local.Steps} to "
                + $"{AnswerText.Count(Bytes(experiment, entry.Best, share))} at H = {entry.Best.Settings.Local.Steps}."))
                + $" Rounds a second on this machine: {AnswerText.List(speeds.Select(variant => $"{AnswerText.Number(RoundsASecond(variant).Value)} with {variant.Settings.Agents} agents"))}.",
            AnswerTable.Of(
                ["variant", "M", "H", "bytes a round", .. experiment.Report.Gaps.Select(gap => $"bytes to {AnswerText.Percent(gap)}"), "late gap", "rounds a second"],
                experiment.Variants.Select(variant => Row(experiment, variant))),
            new AnswerChart(
                experiment.Report.Question,
                "Left: bytes between agents and server, both ways, to a gap. Right: rounds a second by the clock, of the variants that train least. Interquartile mean over the seeds with its 95 % interval.",
                [
                    new ChartPanel
                    {
                        Quantity = $"bytes to a gap of {AnswerText.Percent(share)}",
                        Against = "local steps H",
                        IsValueLogarithmic = true,
                        IsPlaceLogarithmic = true,
                        Series = [.. groups.Select((group, i) => new ChartSeries(
                            $"M = {group[0].Settings.Agents}", [.. group.Select(variant => ChartPoint.Of(variant.Settings.Local.Steps, Bytes(experiment, variant, share)))]) { Hue = i })],
                    },
                    new ChartPanel
                    {
                        Quantity = "rounds a second",
                        Against = "agents M",
                        IsValueLogarithmic = true,
                        IsPlaceLogarithmic = true,
                        Series = [new ChartSeries("rounds/s", [.. speeds.Select(variant => ChartPoint.Of(variant.Settings.Agents, RoundsASecond(variant)))]) { Hue = 3 }],
                    },
                ]));
    }

    /// <summary>θ goes to every agent that is asked and comes back from it.</summary>
    private static double BytesARound(FinishedExperiment experiment, FinishedVariant variant)
    {
        var algorithm = experiment.Environments.Catalogue.CreateAlgorithm(variant.Settings.ToFederation(experiment.EnvironmentsOf(variant)));
        return algorithm.IsFederated ? 2.0 * BytesANumber * algorithm.ParameterCount * Math.Max(1, Math.Round(variant.Settings.Server.Participation * variant.Settings.Agents)) : 0;
    }

    private static Estimate Bytes(FinishedExperiment experiment, FinishedVariant variant, double share)
    {
        double bytes = BytesARound(experiment, variant);
        return variant.Estimate(run => run.RoundsTo(share) * bytes);
    }

    private static Estimate RoundsASecond(FinishedVariant variant) => variant.Estimate(run => run.Summary.Rounds / run.Summary.ElapsedSeconds);

    private static string[] Row(FinishedExperiment experiment, FinishedVariant variant) =>
    [
        variant.Label, $"{variant.Settings.Agents}", $"{variant.Settings.Local.Steps}", AnswerText.Count(BytesARound(experiment, variant)),
        .. experiment.Report.Gaps.Select(gap => variant.HasReferences ? AnswerText.Count(Bytes(experiment, variant, gap)) : "–"),
        variant.HasReferences ? AnswerText.Number(variant.LateGap) : "–", AnswerText.Number(RoundsASecond(variant)),
    ];
}

using System.Collections.Immutable;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// What more agents buy. Scaled (η ∝ M): how the rounds to a given gap fall with M. Fixed η: how the variance of the objective over the seeds and the error
/// that noise leaves fall with M, and from which M on the rest, which has nothing to do with noise, is all there is.
/// </summary>
internal sealed class SpeedUp : IAnalysis
{
    public string Claim => "The noise term falls like 1/M, so that rounds fall like 1/M with η ∝ M, until heterogeneity dominates.";

    public Finding Find(FinishedExperiment experiment)
    {
        var sampled = experiment.Require(variant => variant.Settings.Local.Estimator == GradientEstimator.Sampled, 2, "sampled variants");
        var scaled = Largest(sampled, variant => variant.Settings.Local.StepSize / variant.Settings.Agents);
        var held = Largest(sampled, variant => variant.Settings.Local.StepSize);
        var quiet = experiment.Require(variant => variant.Settings.Local.Estimator == GradientEstimator.Expected, 1, "noise-free variants (local.estimator = expected)")[0];
        double floor = quiet.LateGap.Value;
        double share = experiment.Report.Gaps.Where(gap => scaled.All(variant => double.IsFinite(variant.Estimate(run => run.RoundsTo(gap)).Value))).DefaultIfEmpty(experiment.Report.Gaps.Max()).Min();
        var speed = Exponent(scaled, run => run.RoundsTo(share), Mean);
        var variance = Exponent(held, run => run.Late(row => row.Objective), Variance);
        var excess = held.Select(variant => (Agents: variant.Settings.Agents, Gap: variant.LateGap, Above: Above(variant, floor))).ToList();
        var noisy = excess.TakeWhile(entry => entry.Above.Low > 0).ToList();
        var noise = Exponent([.. held.Take(noisy.Count)], run => quiet.Runs[0].Late(row => row.Objective) - run.Late(row => row.Objective), Mean);
        string error = noisy.Count < 2 ? "noise adds no error that can be told from none" : $"the error that noise adds with s = {AnswerText.Number(noise)} up to M = {noisy[^1].Agents}";
        string end = noisy.Count == excess.Count && excess[^1].Above.Value > floor
            ? $"Up to M = {excess[^1].Agents} noise adds more than the {AnswerText.Number(floor)} that remain without any."
            : $"It stops at M = {excess.First(entry => entry.Above.Low <= 0 || entry.Above.Value < floor).Agents}, where noise adds less than the {AnswerText.Number(floor)} that remain without any: more agents hardly lower the floor from there on.";
        bool isLinear = speed.Low <= -0.8 && speed.High >= -1.2, isInverse = variance.Low <= -1 && variance.High >= -1;
        return new Finding(
            isLinear && (isInverse || variance.High < -1) ? Agreement.Agrees : speed.High < -0.5 && variance.High < -0.5 ? Agreement.Inconclusive : Agreement.Disagrees,
            $"With η ∝ M the rounds to a gap of {AnswerText.Percent(share)} fall as M^s with s = {AnswerText.Number(speed)}; at a common η the variance over the seeds falls with "
            + $"s = {AnswerText.Number(variance)} and {error}. {end}",
            AnswerTable.Of(
                ["variant", "M", "η", .. experiment.Report.Gaps.SelectMany(gap => (string[])[$"rounds to {AnswerText.Percent(gap)}", $"samples an agent to {AnswerText.Percent(gap)}"]), "late gap", "variance over seeds"],
                sampled.Append(quiet).Select(variant => Row(variant, experiment.Report.Gaps))),
            Chart(experiment, scaled, held, floor));
    }

    private static string[] Row(FinishedVariant variant, double[] gaps) =>
    [
        variant.Label, $"{variant.Settings.Agents}", AnswerText.Setting(variant.Settings.Local.StepSize),
        .. gaps.SelectMany(gap => (string[])[AnswerText.Count(variant.Estimate(run => run.RoundsTo(gap))), AnswerText.Count(variant.Estimate(run => run.RoundsTo(gap) * run.SamplesARound))]),
        AnswerText.Number(variant.LateGap), variant.Runs.Length > 1 ? AnswerText.Number(Variance(variant.Values(run => run.Late(row => row.Objective)))) : "–",
    ];

    private static AnswerChart Chart(FinishedExperiment experiment, List<FinishedVariant> scaled, List<FinishedVariant> held, double floor) => new(
        experiment.Report.Question,
        "Left: rounds to a gap, η ∝ M, with lines of slope −1 where the claim would be. Right: late gap and standard deviation over the seeds at a common η; dashed: the gap without noise.",
        [
            new ChartPanel
            {
                Quantity = "rounds to a gap",
                Against = "agents M",
                IsValueLogarithmic = true,
                IsPlaceLogarithmic = true,
                Ticks = Ticks(scaled),
                Series = [.. experiment.Report.Gaps.SelectMany((gap, i) => Rounds(scaled, gap, i))],
            },
            new ChartPanel
            {
                Quantity = "gap at a common η",
                Against = "agents M",
                IsValueLogarithmic = true,
                IsPlaceLogarithmic = true,
                Ticks = Ticks(held),
                References = [("without noise", floor)],
                Series =
                [
                    new("late gap", [.. held.Select(variant => ChartPoint.Of(variant.Settings.Agents, variant.LateGap))]),
                    new("st. dev. over seeds", [.. held.Select(variant => ChartPoint.Of(variant.Settings.Agents, Math.Sqrt(Variance(variant.Values(run => run.Late(row => row.Objective))))))]),
                ],
            },
        ]);

    private static IEnumerable<ChartSeries> Rounds(List<FinishedVariant> scaled, double gap, int hue)
    {
        ImmutableArray<ChartPoint> points = [.. scaled.Select(variant => ChartPoint.Of(variant.Settings.Agents, variant.Estimate(run => run.RoundsTo(gap))))];
        yield return new ChartSeries($"to {AnswerText.Percent(gap)}", points) { Hue = hue };
        if (hue == 0) yield return new ChartSeries("slope −1", [.. points.Select(point => ChartPoint.Of(point.At, points[0].Value * points[0].At / point.At))], ChartStyle.Line) { Hue = 5 };
    }

    private static ImmutableArray<(double, string)> Ticks(IEnumerable<FinishedVariant> variants) =>
        [.. variants.Select(variant => ((double)variant.Settings.Agents, $"{variant.Settings.Agents}")).Distinct()];

    private static List<FinishedVariant> Largest(IReadOnlyList<FinishedVariant> variants, Func<FinishedVariant, double> key) =>
        [.. variants.GroupBy(variant => Math.Round(key(variant), 12)).MaxBy(group => group.Select(variant => variant.Settings.Agents).Distinct().Count())!
            .DistinctBy(variant => variant.Settings.Agents).OrderBy(variant => variant.Settings.Agents)];

    private static Estimate Exponent(List<FinishedVariant> variants, Func<FinishedRun, double> value, Func<double[], double> statistic) =>
        PowerLaw.Exponent([.. variants.Select(variant => (double)variant.Settings.Agents)], [.. variants.Select(variant => variant.Values(value))], statistic);

    private static Estimate Above(FinishedVariant variant, double floor) => variant.Estimate(run => run.Best - run.Late(row => row.Objective) - floor);

    private static double Mean(double[] values) => values.Average();

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}

using System.Collections.Immutable;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The temperature λ against speed and bias, with the thresholds of the improvement operator side by side: what λ costs in J, what it saves in rounds, how much
/// mass the operator moves, and from which threshold on it hurts.
/// </summary>
internal sealed class Regularisation : IAnalysis
{
    public string Claim => "A larger λ makes ascent faster and its end worse; thresholds up to the safe one change nothing for the worse.";

    public Finding Find(FinishedExperiment experiment)
    {
        var lines = experiment.Variants.GroupBy(variant => variant.Settings.Entropy.Threshold)
            .Select(line => new Line(line.Key, [.. line.OrderBy(variant => variant.Settings.Entropy.Temperature)])).ToList();
        var plain = lines.Find(line => line.Threshold.Kind == ThresholdKind.None) ?? throw new SpecificationException(
            $"{experiment.Path}: fedpg.report.analysis = regularisation", "no run with entropy.threshold = none", "some, to compare the others with");
        var (least, most) = (plain.Variants[0], plain.Variants[^1]);
        double share = experiment.Report.Gaps.Min();
        var (slow, fast) = (least.Estimate(run => Settled(run, share)), most.Estimate(run => Settled(run, share)));
        var harmful = lines.Where(line => line.Threshold.Kind == ThresholdKind.Number && line.Hurts(plain)).OrderBy(line => line.Threshold.Value).ToList();
        bool isHarmless = lines.Where(line => line.Threshold.Kind is ThresholdKind.Safe or ThresholdKind.Theory).All(line => !line.Hurts(plain));
        bool isBiased = most.LateGap.Low > least.LateGap.High, isFaster = fast.High < slow.Low;
        string harm = harmful.Count == 0
            ? "no threshold tried hurts"
            : $"a threshold of {AnswerText.Setting(harmful[0].Threshold.Value)} or more hurts (late gap at λ = {AnswerText.Setting(harmful[0].Worst(plain).Settings.Entropy.Temperature)}: "
                + $"{AnswerText.Number(harmful[0].Worst(plain).LateGap)} instead of {AnswerText.Number(harmful[0].Counterpart(plain).LateGap)})";
        return new Finding(
            isBiased && isFaster && isHarmless ? Agreement.Agrees : !isHarmless || !isBiased ? Agreement.Disagrees : Agreement.Inconclusive,
            $"From λ = {AnswerText.Setting(least.Settings.Entropy.Temperature)} to {AnswerText.Setting(most.Settings.Entropy.Temperature)} without threshold the late gap goes from {AnswerText.Number(least.LateGap)} to {AnswerText.Number(most.LateGap)} "
                + $"and the rounds until the regularised objective is within {AnswerText.Percent(share)} of where it ends from {AnswerText.Count(slow)} to {AnswerText.Count(fast)}, {(isFaster ? "fewer" : "not fewer")} with more regularisation; "
                + $"the safe and the theory's thresholds {(isHarmless ? "never hurt" : "hurt")} and {harm}.",
            AnswerTable.Of(
                ["threshold", "λ", $"rounds to a gap of {AnswerText.Percent(experiment.Report.Gaps.Max())}", $"rounds until settled within {AnswerText.Percent(share)}", "late gap", "mass moved a round"],
                lines.SelectMany(line => line.Variants.Select(variant => Row(line, variant, experiment.Report.Gaps.Max(), share)))),
            Chart(experiment, lines));
    }

    private static double Moved(FinishedRun run) => run.Summary.MassMoved / Math.Max(1, run.Summary.Rounds);

    /// <summary>The first scored round at which the regularised objective has come within a share of its whole way of where it is late.</summary>
    private static double Settled(FinishedRun run, double share)
    {
        if (run.IsFailed) return double.PositiveInfinity;
        double late = run.Late(row => row.RegularizedObjective), way = Math.Abs(late - run.Rows[0].RegularizedObjective);
        return run.Rows.First(row => Math.Abs(row.RegularizedObjective - late) <= share * way || row.Round == run.Summary.Rounds).Round;
    }

    private static string[] Row(Line line, FinishedVariant variant, double gap, double share) =>
    [
        line.Name, AnswerText.Setting(variant.Settings.Entropy.Temperature), AnswerText.Count(variant.Estimate(run => run.RoundsTo(gap))), AnswerText.Count(variant.Estimate(run => Settled(run, share))),
        AnswerText.Number(variant.LateGap), AnswerText.Number(variant.Estimate(Moved)),
    ];

    private static AnswerChart Chart(FinishedExperiment experiment, List<Line> lines) => new(
        experiment.Report.Question,
        $"Interquartile mean over the seeds with its 95 % interval, over the last quarter of the scored rounds. Right: rounds until the regularised objective is within {AnswerText.Percent(experiment.Report.Gaps.Min())} of its whole way of where it is late.",
        [
            Panel("late gap", lines, variant => variant.LateGap),
            Panel("rounds until settled", lines, variant => variant.Estimate(run => Settled(run, experiment.Report.Gaps.Min()))),
        ]);

    private static ChartPanel Panel(string quantity, List<Line> lines, Func<FinishedVariant, Estimate> value) => new()
    {
        Quantity = quantity,
        Against = "temperature λ",
        IsPlaceLogarithmic = true,
        IsValueLogarithmic = true,
        Series = [.. lines.Select((line, i) => new ChartSeries($"τ: {line.Name}", [.. line.Variants.Select(variant => ChartPoint.Of(variant.Settings.Entropy.Temperature, value(variant)))]) { Hue = i })],
    };

    private sealed record Line(ImprovementThreshold Threshold, ImmutableArray<FinishedVariant> Variants)
    {
        public string Name => Threshold.ToString();

        /// <summary>Whether at some λ the gap is clearly larger than without a threshold: the intervals do not meet.</summary>
        public bool Hurts(Line plain) => Variants.Any(variant => Excess(variant, plain) > 0);

        /// <summary>The variant that is hurt most.</summary>
        public FinishedVariant Worst(Line plain) => Variants.MaxBy(variant => Excess(variant, plain))!;

        public FinishedVariant Counterpart(Line plain) => Same(Worst(plain), plain)!;

        private static double Excess(FinishedVariant variant, Line plain) => Same(variant, plain) is { } other ? variant.LateGap.Low - other.LateGap.High : double.NegativeInfinity;

        private static FinishedVariant? Same(FinishedVariant variant, Line plain) =>
            plain.Variants.FirstOrDefault(other => other.Settings.Entropy.Temperature == variant.Settings.Entropy.Temperature);
    }
}

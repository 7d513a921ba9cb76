using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The effect of the temperature λ on speed and bias for each threshold of the improvement operator: the cost of λ in J, the rounds it
/// saves, the mass that the operator moves, and the thresholds that hurt.
/// </summary>
internal sealed class Regularisation : IAnalysis
{
    public string Claim => "A larger λ makes ascent faster and its end worse; thresholds up to the safe one change nothing for the worse.";

    public Finding Find(AnalysisInput experiment)
    {
        var lines = experiment.Variants.GroupBy(variant => variant.Settings.Entropy.Threshold)
            .Select(line => new Line(line.Key, [.. line.OrderBy(variant => variant.Settings.Entropy.Temperature)])).ToList();
        var plain = lines.Find(line => line.Threshold.Kind == ThresholdKind.None)
            ?? throw experiment.Lacking("no run with entropy.threshold = none", "some, to compare the others with");
        var (least, most) = (plain.Variants[0], plain.Variants[^1]);
        double share = experiment.Report.Gaps.Max();
        Estimate Rounds(VariantResult variant) => variant.RoundsTo(share);
        var fastest = plain.Variants.MinBy(variant => Rounds(variant).Value)!;
        var slower = plain.Variants.Where(variant => Rounds(variant).Low > Rounds(least).High).ToList();
        bool isFaster = Rounds(fastest).High < Rounds(least).Low, isSlower = slower.Count > 0;
        var harmful = lines.Where(line => line.Threshold.Kind == ThresholdKind.Number && line.Hurts(plain))
            .OrderBy(line => line.Threshold.Value).ToList();
        bool isHarmless = lines.Where(line => line.Threshold.Kind is ThresholdKind.Safe or ThresholdKind.Theory)
            .All(line => !line.Hurts(plain));
        bool isBiased = most.LateGap.Low > least.LateGap.High;
        string speed = isFaster
            ? $"λ = {Temperature(fastest)} is fastest to a gap of {AnswerText.Percent(share)} ({AnswerText.Count(Rounds(fastest))} rounds "
                + $"against {AnswerText.Count(Rounds(least))} at λ = {Temperature(least)})"
            : $"no λ is clearly faster to a gap of {AnswerText.Percent(share)} than λ = {Temperature(least)} "
                + $"({AnswerText.Count(Rounds(least))} rounds"
                + string.Concat(slower.Where(variant => variant != least)
                    .Select(variant => $"; λ = {Temperature(variant)}: {AnswerText.Count(Rounds(variant))}"))
                + ")";
        string harm = harmful.Count == 0
            ? "no threshold tried hurts"
            : $"thresholds of {NameList.And(harmful.Select(line => line.Name))} hurt: "
                + $"late gap {NameList.And(harmful.Select(line => Harm(line, plain)))}";
        bool isContradicted = !isHarmless || !isBiased || (!isFaster && isSlower);
        return new Finding(
            isBiased && isFaster && isHarmless ? Agreement.Agrees : isContradicted ? Agreement.Disagrees : Agreement.Inconclusive,
            $"From λ = {Temperature(least)} to {Temperature(most)} without threshold the late gap goes from "
                + $"{AnswerText.Number(least.LateGap)} to {AnswerText.Number(most.LateGap)}; {speed}. "
                + $"The safe and the theory's thresholds {(isHarmless ? "never hurt" : "hurt")}; {harm}.",
            AnswerTable.Of(
                ["threshold", "λ", $"rounds to {AnswerText.Percent(share)}", "late gap", "mass moved per round"],
                lines.SelectMany(line => line.Variants.Select(variant => Row(line, variant, share)))),
            Chart(experiment, lines));
    }

    private static string Harm(Line line, Line plain) =>
        $"{AnswerText.Number(line.Worst(plain).LateGap)} instead of {AnswerText.Number(line.Counterpart(plain).LateGap)} "
        + $"at τ = {line.Name}, λ = {Temperature(line.Worst(plain))}";

    private static string Temperature(VariantResult variant) => AnswerText.Setting(variant.Settings.Entropy.Temperature);

    private static double Moved(RunResult run) => run.Summary.MassMoved / Math.Max(1, run.Summary.Rounds);

    private static string[] Row(Line line, VariantResult variant, double share) =>
    [
        line.Name, Temperature(variant), AnswerText.Count(variant.RoundsTo(share)),
        AnswerText.Number(variant.LateGap), AnswerText.Number(variant.Estimate(Moved)),
    ];

    private static AnswerChart Chart(AnalysisInput experiment, List<Line> lines) => new(
        experiment.Report.Question,
        "Interquartile mean over the seeds with its 95 % interval, over the last quarter of the scored rounds. "
            + $"Right: rounds to a gap of {AnswerText.Percent(experiment.Report.Gaps.Max())}, where it is reached.",
        [
            Panel("late gap", lines, variant => variant.LateGap),
            Panel("rounds to the gap", lines, variant => variant.RoundsTo(experiment.Report.Gaps.Max())),
        ]);

    private static ChartPanel Panel(string quantity, List<Line> lines, Func<VariantResult, Estimate> value) => new()
    {
        Quantity = quantity,
        Against = "temperature λ",
        IsPlaceLogarithmic = true,
        IsValueLogarithmic = true,
        Series = [.. lines.Select((line, i) => new ChartSeries($"τ: {line.Name}", line.Points(value)) { Hue = i })],
    };

    private sealed record Line(ImprovementThreshold Threshold, ImmutableArray<VariantResult> Variants)
    {
        public string Name => Threshold.ToString();

        public ImmutableArray<ChartPoint> Points(Func<VariantResult, Estimate> value) =>
            [.. Variants.Select(variant => ChartPoint.Of(variant.Settings.Entropy.Temperature, value(variant)))];

        /// <summary>Whether at some λ the gap is clearly larger than without a threshold: the intervals do not meet.</summary>
        public bool Hurts(Line plain) => Variants.Any(variant => Excess(variant, plain) > 0);

        /// <summary>The variant with the largest excess of the gap.</summary>
        public VariantResult Worst(Line plain) => Variants.MaxBy(variant => Excess(variant, plain))!;

        public VariantResult Counterpart(Line plain) => Same(Worst(plain), plain)!;

        private static double Excess(VariantResult variant, Line plain) =>
            Same(variant, plain) is { } other ? variant.LateGap.Low - other.LateGap.High : double.NegativeInfinity;

        private static VariantResult? Same(VariantResult variant, Line plain) =>
            plain.Variants.FirstOrDefault(other => other.Settings.Entropy.Temperature == variant.Settings.Entropy.Temperature);
    }
}

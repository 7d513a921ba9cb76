using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// What H local steps cost at equal total samples: the drift of the agents within a round, and the late gap of noise-free runs, which is
/// all bias, and of sampled ones.
/// </summary>
internal sealed class LocalSteps : IAnalysis
{
    private const double Resolution = 1e-6;

    public string Claim =>
        "Local steps make agents drift apart; where the agents differ this leaves a bias that grows with H, and none where they do not.";

    public Finding Find(AnalysisInput experiment)
    {
        var lines = experiment.Variants.GroupBy(variant => (variant.Environment, variant.Settings.Local.Estimator))
            .Select(line => new Line(
                line.First().World, line.Key.Estimator, IsHomogeneous(experiment, line.First()),
                [.. line.OrderBy(variant => variant.Settings.Local.Steps)]))
            .Where(line => line.Variants.Select(variant => variant.Settings.Local.Steps).Distinct().Count() > 1).ToList();
        var quiet = lines.Where(line => line.Estimator == GradientEstimator.Expected).ToList();
        if (!quiet.Any(line => line.IsHomogeneous) || quiet.All(line => line.IsHomogeneous))
        {
            throw experiment.Lacking(
                "no pair of noise-free lines",
                "local.estimator = expected over several local.steps, with equal and with different agents");
        }

        var different = quiet.Where(line => !line.IsHomogeneous).ToList();
        var biased = different.Where(line => line.IsBiased).ToList();
        bool isClean = !quiet.Any(line => line.IsHomogeneous && line.IsBiased);
        var sampled = lines.Where(line => line.Estimator == GradientEstimator.Sampled);
        return new Finding(
            !isClean || biased.Count == 0 ? Agreement.Disagrees
            : biased.Count == different.Count ? Agreement.Agrees : Agreement.Inconclusive,
            $"A bias that grows with H shows in {biased.Count} of {different.Count} environments where agents differ, "
                + $"{(isClean ? "and in none where they are equal" : "and where they are equal")}. "
                + string.Join(' ', quiet.Select(Sentence)) + string.Concat(sampled.Select(Sampled)),
            AnswerTable.Of(
                ["environment", "estimator", "H", "rounds", "drift", "late gap", "gap above that of least H"],
                lines.SelectMany(line => line.Variants.Select(variant => Row(line, variant)))),
            Chart(experiment, lines));
    }

    private static bool IsHomogeneous(AnalysisInput experiment, VariantResult variant) =>
        experiment.EnvironmentsOf(variant).Types.Distinct().Count() == 1;

    private static Estimate Drift(VariantResult variant) =>
        variant.Estimate(run => run.Late(row => row.Drift, failed: double.PositiveInfinity));

    private static string Sentence(Line line)
    {
        var (first, last) = (line.Variants[0], line.Variants[^1]);
        string places = $"from H = {first.Settings.Local.Steps} to {last.Settings.Local.Steps}";
        string drift = line.IsHomogeneous && Drift(last).Value < Resolution
            ? "no drift"
            : $"drift {AnswerText.Number(Drift(first).Value)} to {AnswerText.Number(Drift(last).Value)} "
                + $"(exponent {AnswerText.Number(line.DriftExponent.Value)})";
        return $"Without noise in {line.World}, {places}: {drift}, late gap {AnswerText.Number(first.LateGap.Value)} to "
            + $"{AnswerText.Number(last.LateGap.Value)}.";
    }

    private static string Sampled(Line line) =>
        $" Sampled in {line.World}: late gap {AnswerText.Number(line.Variants[0].LateGap)} to "
        + $"{AnswerText.Number(line.Variants[^1].LateGap)}.";

    private static string[] Row(Line line, VariantResult variant) =>
    [
        line.World, variant.Settings.Local.Estimator, $"{variant.Settings.Local.Steps}", AnswerText.Count(variant.Settings.Rounds),
        AnswerText.Number(Drift(variant)), AnswerText.Number(variant.LateGap),
        AnswerText.Number(variant.LateGap.Value - line.Variants[0].LateGap.Value),
    ];

    private static AnswerChart Chart(AnalysisInput experiment, List<Line> lines) => new(
        experiment.Report.Question,
        "Interquartile mean over the seeds with its 95 % interval, over the last quarter of the scored rounds, all at equal total samples. "
            + "A line at 0 cannot be drawn on a logarithmic axis.",
        [
            Panel("drift of a round", lines, Drift),
            Panel("gap to the best stationary policy", lines, variant => variant.LateGap),
        ]);

    private static ChartPanel Panel(string quantity, List<Line> lines, Func<VariantResult, Estimate> value) => new()
    {
        Quantity = quantity,
        Against = "local steps H",
        IsValueLogarithmic = true,
        IsPlaceLogarithmic = true,
        Ticks =
        [
            .. lines.SelectMany(line => line.Variants).Select(variant => variant.Settings.Local.Steps).Distinct()
                .Select(steps => ((double)steps, $"{steps}")),
        ],
        Series = [.. lines.Select((line, i) => new ChartSeries(line.Name, line.Points(value)) { Hue = i })],
    };

    private sealed record Line(string World, string Estimator, bool IsHomogeneous, ImmutableArray<VariantResult> Variants)
    {
        public string Name => $"{World}, {(Estimator == GradientEstimator.Expected ? "no noise" : "sampled")}";

        /// <summary>The late gap with the most local steps less that with the fewest.</summary>
        public double Bias => Variants[^1].LateGap.Value - Variants[0].LateGap.Value;

        /// <summary>Whether the bias exceeds a twentieth of the gap with the fewest steps: equal samples do not give exactly equal
        /// gaps.</summary>
        public bool IsBiased => Bias > Variants[0].LateGap.Value / 20;

        public Estimate DriftExponent => PowerLaw.Exponent(
            [.. Drifting.Select(variant => (double)variant.Settings.Local.Steps)],
            [.. Drifting.Select(variant => variant.Values(run => run.Late(row => row.Drift)))],
            values => values.Average());

        // A single step drifts as well if the gradients differ.
        private IEnumerable<VariantResult> Drifting => Variants.Where(variant => Drift(variant).Value > 0);

        public ImmutableArray<ChartPoint> Points(Func<VariantResult, Estimate> value) =>
            [.. Variants.Select(variant => ChartPoint.Of(variant.Settings.Local.Steps, value(variant)))];
    }
}

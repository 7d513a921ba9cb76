using System.Collections.Immutable;
using FedPG.Control;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// How policies scale with the number of action dimensions d: samples to a gap, the size of θ and the time of a step, with their exponents.
/// A gap is relative to the optimum, |J* − J| / |J*|, which does not depend on the first policy.
/// </summary>
internal sealed class ActionDimensions : IAnalysis
{
    private const string Bits = "b-rs-fedpg";

    /// <summary>An exponent that is larger is not linear.</summary>
    private const double MostLinear = 1.2;

    public string Claim =>
        "Policies over bits scale to many action dimensions: with a baseline samples grow about linearly (as d^1.2 at most), and "
        + "so do θ and the time of a step.";

    public Finding Find(AnalysisInput experiment)
    {
        double gap = experiment.Report.Gaps.Min();
        var lines = experiment.Variants.GroupBy(NameOf)
            .Select(group => Line.Of(experiment, group.Key, group)).ToList();
        var bits = lines.Where(line => line.Algorithm == Bits).MaxBy(line => (line.HasBaseline, line.Points.Length))
            ?? throw experiment.Lacking("no variants of b-rs-fedpg", "several, with environments of different dimensions");
        if (bits.Points.Length < 2) throw experiment.Lacking("one number of dimensions", "at least two");
        bool isReached = double.IsFinite(bits.Points[^1].Samples.Value);
        return new Finding(
            !isReached || bits.Exponent.Low > MostLinear ? Agreement.Disagrees
            : bits.Exponent.High <= MostLinear && bits.Growth(point => point.Parameters) <= MostLinear ? Agreement.Agrees
            : Agreement.Inconclusive,
            $"To within {AnswerText.Percent(gap)} of the optimum {Range(bits)}, where it ends "
                + $"{AnswerText.Percent(bits.Points[^1].LastGap)} below. Samples{bits.Reached} grow as d^s with s = "
                + $"{AnswerText.Number(bits.Exponent)}, θ with s = "
                + $"{AnswerText.Number(bits.Growth(point => point.Parameters))} and the time of a step, from d = "
                + $"{bits.Points[^Math.Min(3, bits.Points.Length)].Dimensions} on, with s = "
                + $"{AnswerText.Number(bits.Growth(point => point.Microseconds, most: 3))}. "
                + $"{string.Join(' ', lines.Where(line => line != bits).Select(Other))}",
            AnswerTable.Of(
                ["policy", "d", $"samples to {AnswerText.Percent(gap)}", "last gap", "parameters", "µs per step"],
                lines.SelectMany(line => line.Points.Select(point => Row(line, point)))),
            Chart(experiment, lines, bits));
    }

    private static string NameOf(VariantResult variant)
    {
        var settings = variant.Settings;
        string family = settings.Algorithm == Bits ? "bits" : settings.Policy.Family;
        return settings.Local.Baseline == GradientBaseline.None ? $"{family}, no baseline" : family;
    }

    private static string Range(Line line)
    {
        var (first, last) = (line.Points[0], line.Points[^1]);
        return $"{line.Name} takes {AnswerText.Count(first.Samples)} samples at d = {first.Dimensions} and "
            + $"{AnswerText.Count(last.Samples)} at d = {last.Dimensions}";
    }

    private static string Other(Line line) => line.Points.Length == 1
        ? $"{line.Name} takes {AnswerText.Count(line.Points[0].Samples)} at d = {line.Points[0].Dimensions}."
        : double.IsNaN(line.Exponent.Value)
            ? $"{Range(line)}."
            : $"{Range(line)} (s = {AnswerText.Number(line.Exponent)}{line.Reached}).";

    private static string[] Row(Line line, Point point) =>
    [
        line.Name, $"{point.Dimensions}", AnswerText.Count(point.Samples), AnswerText.Percent(point.LastGap), $"{point.Parameters:N0}",
        AnswerText.Number(point.Microseconds),
    ];

    private static AnswerChart Chart(AnalysisInput experiment, List<Line> lines, Line bits) => new(
        experiment.Report.Question,
        "Left: samples until J is within a gap of the optimum, the least that all runs of a policy reach (else the largest). Middle: "
            + "numbers in θ. Right: time of a training step, scoring included. Interquartile mean over the seeds with its 95 % interval.",
        [
            Panel($"samples{bits.Reached}", [.. lines.Select(line => line with { Points = line.Fitted })],
                point => ChartPoint.Of(point.Dimensions, point.Samples)),
            Panel("parameters", lines, point => ChartPoint.Of(point.Dimensions, point.Parameters)),
            Panel("µs per step", lines, point => ChartPoint.Of(point.Dimensions, point.Microseconds)),
        ]);

    private static ChartPanel Panel(string quantity, IReadOnlyList<Line> lines, Func<Point, ChartPoint> at)
    {
        var places = lines.SelectMany(line => line.Points).Select(point => point.Dimensions).Distinct().Order();
        return new ChartPanel
        {
            Quantity = quantity,
            Against = "action dimensions d",
            IsValueLogarithmic = true,
            IsPlaceLogarithmic = true,
            Ticks = [.. places.Select(d => ((double)d, $"{d}"))],
            Series =
            [
                .. lines.Select((line, i) => new ChartSeries(
                    line.Name, [.. line.Points.Select(at).Where(point => double.IsFinite(point.Value) && double.IsFinite(point.High))])
                {
                    Hue = i,
                }),
            ],
        };
    }

    /// <summary>A policy at one number of dimensions.</summary>
    private sealed record Point(
        int Dimensions, double[] Runs, Estimate Samples, Estimate LastGap, double Parameters, double Microseconds);

    /// <summary>A policy by ascending number of dimensions.</summary>
    /// <param name="Name">The policy, and whether there is no baseline.</param>
    /// <param name="Algorithm">The algorithm.</param>
    /// <param name="HasBaseline">Whether there is a baseline.</param>
    /// <param name="Points">The numbers of dimensions.</param>
    /// <param name="Exponent">Of the samples to the least gap that all runs reach.</param>
    /// <param name="Reached">That gap as text; empty if there is none.</param>
    private sealed record Line(
        string Name, string Algorithm, bool HasBaseline, ImmutableArray<Point> Points, Estimate Exponent, string Reached)
    {
        public static Line Of(AnalysisInput experiment, string name, IEnumerable<VariantResult> variants)
        {
            var settings = variants.First().Settings;
            double[] gaps = [.. experiment.Report.Gaps.Order()];
            var byGap = gaps.Select(gap => PointsOf(experiment, variants, gap)).ToList();
            int least = byGap.FindIndex(points => points.All(point => Array.TrueForAll(point.Runs, double.IsFinite)));
            var fitted = least < 0 ? byGap[^1] : byGap[least];
            var exponent = PowerLaw.Exponent(
                [.. fitted.Select(point => (double)point.Dimensions)], [.. fitted.Select(point => point.Runs)], runs => runs.Average());
            string reached = least < 0 ? "" : $" to {AnswerText.Percent(gaps[least])}";
            return new Line(
                name, settings.Algorithm, settings.Local.Baseline != GradientBaseline.None, byGap[0], exponent, reached)
            {
                Fitted = fitted,
            };
        }

        /// <summary>The points with the samples that the exponent is fitted to.</summary>
        public ImmutableArray<Point> Fitted { get; init; } = [];

        /// <summary>The exponent of a quantity without spread, over the largest numbers of dimensions.</summary>
        public double Growth(Func<Point, double> value, int most = int.MaxValue)
        {
            var last = Points.TakeLast(most).ToList();
            double[] places = [.. last.Select(point => (double)point.Dimensions)];
            return PowerLaw.Exponent(places, [.. last.Select(point => new[] { value(point) })], one => one[0]).Value;
        }

        private static ImmutableArray<Point> PointsOf(AnalysisInput experiment, IEnumerable<VariantResult> variants, double gap) =>
            [.. variants.Select(variant => PointOf(experiment, variant, gap)).OrderBy(point => point.Dimensions)];

        private static Point PointOf(AnalysisInput experiment, VariantResult variant, double gap)
        {
            var settings = variant.Settings;
            var environments = settings.Environment.Build(settings.Discount) as ControlEnvironments
                ?? throw experiment.Lacking($"the finite environment {variant.Environment}", "one with continuous states and actions");
            double best = variant.References.UpperBound
                ?? throw experiment.Lacking($"{variant.Environment} without a known optimum", "chain-lqr, lqr or product-servo");
            double[] samples = variant.Values(run => run.RoundsNear(best, gap) * run.SamplesPerRound);
            var algorithm = experiment.Catalogue.CreateAlgorithm(settings.ToFederation(environments));
            return new Point(
                environments.Shape.ActionDimension, samples, Estimate.Of(samples), variant.Estimate(run => run.GapTo(best)),
                algorithm.ParameterCount,
                variant.Estimate(run => 1e6 * run.Summary.ElapsedSeconds / run.Summary.EnvironmentSteps).Value);
        }
    }
}

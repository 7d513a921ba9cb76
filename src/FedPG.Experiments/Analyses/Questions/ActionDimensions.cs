using System.Collections.Immutable;
using FedPG.Control;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
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
        "Policies over bits scale to many action dimensions: with a baseline samples grow no faster than linearly, and θ and the time of a "
        + "step linearly.";

    public Finding Find(AnalysisInput experiment)
    {
        double gap = experiment.Report.Gaps.Min();
        var lines = experiment.Variants.GroupBy(NameOf)
            .Select(group => Line.Of(experiment, group.Key, group, gap)).ToList();
        var bits = lines.Where(line => line.Algorithm == Bits).MaxBy(line => (line.HasBaseline, line.Points.Length))
            ?? throw experiment.Lacking("no variants of b-rs-fedpg", "several, with environments of different dimensions");
        if (bits.Points.Length < 2) throw experiment.Lacking("one number of dimensions", "at least two");
        bool isReached = double.IsFinite(bits.Points[^1].Samples.Value);
        return new Finding(
            !isReached || bits.Exponent.Low > MostLinear ? Agreement.Disagrees
            : bits.Exponent.High <= MostLinear && bits.Growth(point => point.Parameters) <= MostLinear ? Agreement.Agrees
            : Agreement.Inconclusive,
            $"To within {AnswerText.Percent(gap)} of the optimum {Range(bits)}: they grow as d^s with s = "
                + $"{AnswerText.Number(bits.Exponent)}, θ with s = {AnswerText.Number(bits.Growth(point => point.Parameters))} and the time "
                + $"of a step with s = {AnswerText.Number(bits.Growth(point => point.Microseconds))}. "
                + $"{string.Join(' ', lines.Where(line => line != bits).Select(Other))}",
            AnswerTable.Of(
                ["policy", "d", $"samples to {AnswerText.Percent(gap)}", "last gap", "parameters", "µs per step"],
                lines.SelectMany(line => line.Points.Select(point => Row(line, point)))),
            Chart(experiment, lines, gap));
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
            : $"{Range(line)} (s = {AnswerText.Number(line.Exponent)}; θ with s = {AnswerText.Number(line.Growth(p => p.Parameters))}).";

    private static string[] Row(Line line, Point point) =>
    [
        line.Name, $"{point.Dimensions}", AnswerText.Count(point.Samples), AnswerText.Percent(point.LastGap), $"{point.Parameters:N0}",
        AnswerText.Number(point.Microseconds),
    ];

    private static AnswerChart Chart(AnalysisInput experiment, List<Line> lines, double gap) => new(
        experiment.Report.Question,
        $"Left: samples until J is within {AnswerText.Percent(gap)} of the optimum. Middle: numbers in θ. Right: time of a training step, "
            + "scoring included. Interquartile mean over the seeds with its 95 % interval.",
        [
            Panel($"samples to {AnswerText.Percent(gap)}", lines, point => ChartPoint.Of(point.Dimensions, point.Samples)),
            Panel("parameters", lines, point => ChartPoint.Of(point.Dimensions, point.Parameters)),
            Panel("µs per step", lines, point => ChartPoint.Of(point.Dimensions, point.Microseconds)),
        ]);

    private static ChartPanel Panel(string quantity, List<Line> lines, Func<Point, ChartPoint> at)
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
    private sealed record Line(string Name, string Algorithm, bool HasBaseline, ImmutableArray<Point> Points, Estimate Exponent)
    {
        public static Line Of(AnalysisInput experiment, string name, IEnumerable<VariantResult> variants, double gap)
        {
            var settings = variants.First().Settings;
            ImmutableArray<Point> points = [.. variants.Select(variant => PointOf(experiment, variant, gap)).OrderBy(p => p.Dimensions)];
            var exponent = PowerLaw.Exponent(
                [.. points.Select(point => (double)point.Dimensions)], [.. points.Select(point => point.Runs)], runs => runs.Average());
            return new Line(name, settings.Algorithm, settings.Local.Baseline != GradientBaseline.None, points, exponent);
        }

        /// <summary>The exponent of a quantity without spread.</summary>
        public double Growth(Func<Point, double> value) => PowerLaw.Exponent(
            [.. Points.Select(point => (double)point.Dimensions)], [.. Points.Select(point => new[] { value(point) })], one => one[0]).Value;

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

using System.Collections.Immutable;
using FedPG.Diagnostics;
using FedPG.Environments;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Options;
using FedPG.Scoring;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>
/// The gain from more agents. Scaled (η ∝ M): how the rounds to a gap fall with M. At a common η: how the late error that noise leaves
/// falls with M, measured in the objective of the algorithm against the same run without noise, and the M beyond which the remaining
/// error, which more agents do not lower, is larger.
/// </summary>
internal sealed class SpeedUp : IAnalysis
{
    public string Claim => "The noise term falls like 1/M, so that rounds fall like 1/M with η ∝ M, until heterogeneity dominates.";

    public Finding Find(AnalysisInput experiment)
    {
        var sampled = experiment.Require(variant => variant.Settings.Local.Estimator == GradientEstimator.Sampled, 2, "sampled variants");
        var quiet = experiment.Require(
            variant => variant.Settings.Local.Estimator == GradientEstimator.Expected,
            1, "noise-free variants (local.estimator = expected)")[0];
        var scaled = Largest(sampled, variant => variant.Settings.Local.StepSize / variant.Settings.Agents);
        var held = Largest(
            sampled.Where(variant => variant.Settings.Algorithm == quiet.Settings.Algorithm), variant => variant.Settings.Local.StepSize);
        double share = experiment.Report.Gaps.Where(gap => scaled.All(variant => double.IsFinite(variant.RoundsTo(gap).Value)))
            .DefaultIfEmpty(experiment.Report.Gaps.Max()).Min();
        var errors = new LateError(experiment, quiet);
        var noise = held.Select(variant => (variant.Settings.Agents, Error: variant.Estimate(errors.OfNoise))).ToList();
        int clear = noise.TakeWhile(entry => entry.Error.Low > 0).Count();
        var speed = Exponent(scaled, run => run.RoundsTo(share));
        var fall = Exponent([.. held.Take(clear)], errors.OfNoise);
        int stop = noise.Where(entry => entry.Error.Value < errors.WithoutNoise).Select(entry => entry.Agents).FirstOrDefault();
        string end = stop == 0
            ? $"Up to M = {noise[^1].Agents} noise leaves more than the {AnswerText.Number(errors.WithoutNoise)} that remain without it."
            : $"From M = {stop} on noise leaves less than the {AnswerText.Number(errors.WithoutNoise)} that remain without it, below the "
                + "mean of the agents' own optima, and more agents hardly help.";
        bool isLinear = IsInverse(speed) && IsInverse(fall);
        return new Finding(
            isLinear ? Agreement.Agrees : speed.Low > -0.8 || fall.Low > -0.8 ? Agreement.Disagrees : Agreement.Inconclusive,
            $"With η ∝ M the rounds to a gap of {AnswerText.Percent(share)} fall as M^s with s = {AnswerText.Number(speed)}; at a common η "
                + $"the error that noise leaves falls with s = {AnswerText.Number(fall)}. {end}",
            AnswerTable.Of(
                [
                    "variant", "M", "η",
                    .. experiment.Report.Gaps.Select(AnswerText.Percent)
                        .SelectMany(gap => (string[])[$"rounds to {gap}", $"samples per agent to {gap}"]),
                    "late gap", "late error of noise",
                ],
                sampled.Append(quiet).Select(variant => Row(variant, experiment.Report.Gaps, held.Contains(variant) ? errors : null))),
            Chart(experiment, scaled, held, errors));
    }

    /// <summary>Whether an exponent is −1 within its interval or a tenth.</summary>
    private static bool IsInverse(Estimate exponent) => exponent.Low <= -0.9 && exponent.High >= -1.1;

    private static string[] Row(VariantResult variant, double[] gaps, LateError? errors) =>
    [
        variant.Name, $"{variant.Settings.Agents}", AnswerText.Setting(variant.Settings.Local.StepSize),
        .. gaps.SelectMany(gap => (Estimate[])[variant.RoundsTo(gap), variant.Estimate(run => run.RoundsTo(gap) * run.SamplesPerRound)])
            .Select(AnswerText.Count),
        AnswerText.Number(variant.LateGap), errors is null ? "–" : AnswerText.Number(variant.Estimate(errors.OfNoise)),
    ];

    private static AnswerChart Chart(AnalysisInput experiment, List<VariantResult> scaled, List<VariantResult> held, LateError errors)
    {
        ImmutableArray<ChartPoint> noise =
            [.. held.Select(variant => ChartPoint.Of(variant.Settings.Agents, variant.Estimate(errors.OfNoise)))];
        return new AnswerChart(
            experiment.Report.Question,
            "Left: rounds to a gap, η ∝ M. Right, at a common η: late error below the mean of the agents' own optima, all of it and the "
                + "part that noise leaves; dashed: what remains without noise. Lines without marks: slope −1. Interquartile mean over the "
                + "seeds with its 95 % interval.",
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
                    Quantity = "late error at a common η",
                    Against = "agents M",
                    IsValueLogarithmic = true,
                    IsPlaceLogarithmic = true,
                    Ticks = Ticks(held),
                    References = [("without noise", errors.WithoutNoise)],
                    Series =
                    [
                        new("all", [.. held.Select(variant => ChartPoint.Of(variant.Settings.Agents, variant.Estimate(errors.Of)))]),
                        new("left by noise", noise),
                        Inverse(noise),
                    ],
                },
            ]);
    }

    private static IEnumerable<ChartSeries> Rounds(List<VariantResult> scaled, double gap, int hue)
    {
        ImmutableArray<ChartPoint> points = [.. scaled.Select(variant => ChartPoint.Of(variant.Settings.Agents, variant.RoundsTo(gap)))];
        yield return new ChartSeries($"to {AnswerText.Percent(gap)}", points) { Hue = hue };
        if (hue == 0) yield return Inverse(points);
    }

    /// <summary>A line of slope −1 through the first point.</summary>
    private static ChartSeries Inverse(ImmutableArray<ChartPoint> points)
    {
        var line = points.Select(point => ChartPoint.Of(point.At, points[0].Value * points[0].At / point.At));
        return new ChartSeries("slope −1", [.. line], ChartStyle.Line) { Hue = 5 };
    }

    private static ImmutableArray<(double, string)> Ticks(IEnumerable<VariantResult> variants) =>
        [.. variants.Select(variant => ((double)variant.Settings.Agents, $"{variant.Settings.Agents}")).Distinct()];

    /// <summary>The group of variants of one algorithm and one key with the most numbers of agents, ascending.</summary>
    private static List<VariantResult> Largest(IEnumerable<VariantResult> variants, Func<VariantResult, double> key) =>
    [
        .. variants.GroupBy(variant => (variant.Settings.Algorithm, Math.Round(key(variant), 12)))
            .MaxBy(group => group.Select(variant => variant.Settings.Agents).Distinct().Count())!
            .DistinctBy(variant => variant.Settings.Agents).OrderBy(variant => variant.Settings.Agents),
    ];

    private static Estimate Exponent(List<VariantResult> variants, Func<RunResult, double> value) => PowerLaw.Exponent(
        [.. variants.Select(variant => (double)variant.Settings.Agents)],
        [.. variants.Select(variant => variant.Values(value))],
        values => values.Average());

    /// <summary>The late gap of runs to the mean of the agents' own optima, in the objective of the algorithm.</summary>
    private sealed class LateError
    {
        private readonly bool _isRegularized;
        private readonly double _bound;
        private readonly double _quiet;

        public LateError(AnalysisInput experiment, VariantResult quiet)
        {
            _isRegularized = quiet.Settings is { Algorithm: "rs-fedpg", Entropy.Temperature: > 0 };
            _quiet = Value(quiet.Runs[0]);
            _bound = _isRegularized ? SoftBound(experiment.EnvironmentsOf(quiet), quiet) : quiet.References.UpperBound ?? double.NaN;
        }

        /// <summary>The error of the run without noise.</summary>
        public double WithoutNoise => _bound - _quiet;

        public double Of(RunResult run) => _bound - Value(run);

        /// <summary>The part of a run's error that noise leaves.</summary>
        public double OfNoise(RunResult run) => _quiet - Value(run);

        private double Value(RunResult run) => run.Late(row => _isRegularized ? row.RegularizedObjective : row.Objective);

        private static double SoftBound(EnvironmentSet environments, VariantResult variant)
        {
            double bound = 0, temperature = variant.Settings.Entropy.Temperature;
            foreach (var (process, weight) in new FederatedObjective(environments, variant.Settings.Agents).Distinct)
            {
                double[] values = SoftOptimum.Solve(process, environments.Discount, temperature, environments.ActionSets).Values;
                for (int s = 0; s < values.Length; s++) bound += weight * environments.ScoredFrom(process)[s] * values[s];
            }

            return bound;
        }
    }
}

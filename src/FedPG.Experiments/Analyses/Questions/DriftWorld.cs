using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;
using FedPG.Options;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>A world in which algorithms take H local steps, for several H.</summary>
/// <param name="Name">The world.</param>
/// <param name="Gain">What can be gained: the gap of the first policy.</param>
/// <param name="Baseline">The late gap of averaging with the fewest local steps, without noise.</param>
/// <param name="Cells">Each algorithm with each H.</param>
internal sealed record DriftWorld(string Name, double Gain, double Baseline, ImmutableArray<DriftCell> Cells)
{
    /// <summary>The algorithm that is corrected.</summary>
    public const string Uncorrected = "s-fedpg";

    /// <summary>A smaller share of what can be gained is no bias: equal samples do not give exactly equal gaps.</summary>
    public const double Resolution = 1e-5;

    /// <summary>The H at which averaging is biased, in ascending order.</summary>
    public ImmutableArray<int> BiasedSteps { get; } =
    [
        .. Cells.Where(cell => cell.Algorithm == Uncorrected && Share(cell, Gain, Baseline) > Resolution)
            .Select(cell => cell.Steps).Order(),
    ];

    /// <summary>A world; null without noise-free runs of averaging over several H.</summary>
    public static DriftWorld? Of(ImmutableArray<VariantResult> variants)
    {
        var quiet = variants.Where(IsQuiet).ToList();
        var averaging = quiet.Where(variant => variant.Settings.Algorithm == Uncorrected).OrderBy(Steps).ToList();
        if (averaging.Count < 2) return null;
        var cells = quiet.DistinctBy(Key).OrderBy(Steps).Select(variant => new DriftCell(
            variant.Settings.Algorithm, Steps(variant), variant,
            variants.FirstOrDefault(other => other.Settings.Local.Estimator == GradientEstimator.Sampled && Key(other) == Key(variant))));
        var first = averaging[0];
        return new DriftWorld(
            first.World, first.Best - first.Runs[0].Rows[0].Objective, first.LateGap.Value,
            [.. cells.GroupBy(cell => cell.Algorithm).SelectMany(cell => cell)]);
    }

    public bool Has(string algorithm) => Cells.Any(cell => cell.Algorithm == algorithm && BiasedSteps.Contains(cell.Steps));

    /// <summary>The late gap without noise, less the baseline, as a share of what can be gained; null if it is unknown.</summary>
    public double? Bias(string algorithm, int steps) => Find(algorithm, steps) is { } cell ? Share(cell, Gain, Baseline) : null;

    public double LargestBias(string algorithm) =>
        Cells.Where(cell => cell.Algorithm == algorithm).Max(cell => Share(cell, Gain, Baseline));

    /// <summary>The late gap with sampled gradients, as a share of what can be gained; null if it is unknown.</summary>
    public double? SampledGap(string algorithm, int steps) => Find(algorithm, steps)?.SampledGap(Gain)?.Value;

    /// <summary>
    /// The variance of a local result that comes from sampling, in units of that of averaging; null if it is unknown, or where noise leads
    /// averaging to a place at which its agents drift less.
    /// </summary>
    public double? VarianceRatio(string algorithm, int steps) =>
        Find(Uncorrected, steps)?.Variance?.Value is > 0 and var own ? Find(algorithm, steps)?.Variance?.Value / own : null;

    /// <summary>The largest H up to which no bias is left where averaging has one; 0 if there is none.</summary>
    public int RemovedUpTo(string algorithm) =>
        BiasedSteps.TakeWhile(steps => Bias(algorithm, steps) is not > Resolution).LastOrDefault();

    public bool RemovesAll(string algorithm) => RemovedUpTo(algorithm) == BiasedSteps[^1];

    private static bool IsQuiet(VariantResult variant) =>
        variant.Settings.Local.Estimator is GradientEstimator.Exact or GradientEstimator.Expected;

    private static int Steps(VariantResult variant) => variant.Settings.Local.Steps;

    private static (string Algorithm, int Steps) Key(VariantResult variant) => (variant.Settings.Algorithm, Steps(variant));

    private static double Share(DriftCell cell, double gain, double baseline) => (cell.Quiet.LateGap.Value - baseline) / gain;

    private DriftCell? Find(string algorithm, int steps) =>
        Cells.FirstOrDefault(cell => cell.Algorithm == algorithm && cell.Steps == steps);
}

/// <summary>An algorithm with H local steps.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Steps">H.</param>
/// <param name="Quiet">The runs without noise.</param>
/// <param name="Sampled">The runs with sampled gradients, if there are any.</param>
internal sealed record DriftCell(string Algorithm, int Steps, VariantResult Quiet, VariantResult? Sampled)
{
    /// <summary>The late gap with sampled gradients, as a share of what can be gained.</summary>
    public Estimate? SampledGap(double gain) => Sampled?.Estimate(run => (run.Best - run.Late(row => row.Objective)) / gain);

    /// <summary>
    /// The variance of a local result that comes from sampling: the squared late drift, less that without noise.
    /// </summary>
    public Estimate? Variance => Sampled?.Estimate(run => SquaredDrift(run) - SquaredDrift(Quiet.Runs[0]));

    public string[] Row(DriftWorld world) =>
    [
        world.Name, Algorithm, $"{Steps}", AnswerText.Number(Quiet.LateGap.Value), Share(world.Bias(Algorithm, Steps)!.Value),
        SampledGap(world.Gain) is { } gap ? AnswerText.Percent(gap) : NumberText.None,
        Variance is { } variance ? AnswerText.Number(variance) : NumberText.None,
    ];

    private static string Share(double bias) => Math.Abs(bias) < DriftWorld.Resolution
        ? $"below {AnswerText.Percent(DriftWorld.Resolution)}"
        : AnswerText.Percent(double.IsFinite(bias) ? Math.Round(bias, 5) : bias);

    private static double SquaredDrift(RunResult run) => run.Late(row => row.Drift * row.Drift, failed: double.PositiveInfinity);
}

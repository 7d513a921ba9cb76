using System.Collections.Immutable;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Plots;

/// <summary>A variant's curve, without points that are not finite.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Index">Its place among the variants, which decides its colour.</param>
/// <param name="At">Rounds, simulated seconds or values of a setting, [points].</param>
/// <param name="Mean">[points].</param>
/// <param name="Low">[points].</param>
/// <param name="High">[points].</param>
/// <param name="Seeds">How many seeds stand behind it.</param>
/// <param name="Diverged">Whether a seed's objective ceased to be finite, where the curve ends.</param>
internal sealed record FigureCurve(string Name, int Index, double[] At, double[] Mean, double[] Low, double[] High, int Seeds, bool Diverged)
{
    /// <summary>Whether its points are marked; null is as the figure says.</summary>
    public bool? IsMarked { get; init; }

    /// <summary>Whether its points are joined.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>The last point with its interval.</summary>
    public MeanInterval End => new(Mean[^1], Seeds > 1 ? High[^1] - Mean[^1] : double.NaN, Seeds);

    /// <summary>A curve of each variant that has finite points.</summary>
    public static ImmutableArray<FigureCurve> Of(ExperimentResults results, Func<VariantResult, Curve> curve) =>
        [.. results.Variants.Select((variant, i) => Of(variant.Label, curve(variant), i)).OfType<FigureCurve>()];

    private static FigureCurve? Of(string label, Curve curve, int index)
    {
        int[] finite = [.. Enumerable.Range(0, curve.At.Length).Where(i => double.IsFinite(curve.Mean[i]))];
        return finite.Length == 0 ? null : new FigureCurve(
            PrintableText.Of(label), index, Pick(curve.At), Pick(curve.Mean), Pick(curve.Low), Pick(curve.High), curve.Seeds, finite[^1] < curve.At.Length - 1);

        double[] Pick(ImmutableArray<double> values) => [.. finite.Select(i => values[i])];
    }
}

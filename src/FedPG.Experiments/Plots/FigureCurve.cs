using System.Collections.Immutable;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Plots;

/// <summary>A variant's curve, without points that are not finite.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Index">Its place among the variants, which decides its colour.</param>
/// <param name="Rounds">[points].</param>
/// <param name="Mean">[points].</param>
/// <param name="Low">[points].</param>
/// <param name="High">[points].</param>
/// <param name="Seeds">How many seeds stand behind it.</param>
/// <param name="Diverged">Whether a seed's objective ceased to be finite, where the curve ends.</param>
internal sealed record FigureCurve(string Name, int Index, double[] Rounds, double[] Mean, double[] Low, double[] High, int Seeds, bool Diverged)
{
    /// <summary>The last point with its interval.</summary>
    public MeanInterval End => new(Mean[^1], Seeds > 1 ? High[^1] - Mean[^1] : double.NaN, Seeds);

    /// <summary>The curve of a variant; none if no point of it is finite.</summary>
    public static FigureCurve? Of(VariantResult variant, int index)
    {
        Curve curve = variant.Curve;
        int[] finite = [.. Enumerable.Range(0, curve.Rounds.Length).Where(i => double.IsFinite(curve.Mean[i]))];
        return finite.Length == 0 ? null : new FigureCurve(
            PrintableText.Of(variant.Label), index, [.. finite.Select(i => (double)curve.Rounds[i])], Pick(curve.Mean), Pick(curve.Low), Pick(curve.High), curve.Seeds, finite[^1] < curve.Rounds.Length - 1);

        double[] Pick(ImmutableArray<double> values) => [.. finite.Select(i => values[i])];
    }
}

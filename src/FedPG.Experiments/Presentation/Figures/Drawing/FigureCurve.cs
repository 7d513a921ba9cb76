using System.Collections.Immutable;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A variant's curve, without points that are not finite.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Index">Its place among the variants, which decides its colour.</param>
/// <param name="At">Rounds, simulated seconds or values of a setting, [points].</param>
/// <param name="Value">[points].</param>
/// <param name="Low">[points]; may be infinite.</param>
/// <param name="High">[points]; may be infinite.</param>
/// <param name="Seeds">How many runs stand behind it.</param>
/// <param name="Spread">What <paramref name="Low"/> and <paramref name="High"/> are.</param>
internal sealed record FigureCurve(string Name, int Index, double[] At, double[] Value, double[] Low, double[] High, int Seeds, Spread Spread)
{
    /// <summary>Where runs failed, ascending.</summary>
    public double[] Failures { get; init; } = [];

    /// <summary>Whether so many runs failed that the curve ends early.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether its points are marked; null is as the figure says.</summary>
    public bool? IsMarked { get; init; }

    /// <summary>Whether its points are joined.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>The last point with its interval.</summary>
    public Estimate End => new(Value[^1], Low[^1], High[^1], Seeds, Spread);

    /// <summary>A curve of each variant that has finite points.</summary>
    public static ImmutableArray<FigureCurve> Of(ExperimentResults results, Func<VariantResult, Curve?> curve) =>
        [.. results.Variants.Select((variant, i) => curve(variant) is { } c ? Of(variant.Label, c, i) : null).OfType<FigureCurve>()];

    /// <summary>The same curve with values and places put through functions that keep their order.</summary>
    public FigureCurve On(Func<double, double> place, Func<double, double> value) => this with
    {
        At = Array.ConvertAll(At, x => place(x)),
        Value = Array.ConvertAll(Value, x => value(x)),
        Low = Array.ConvertAll(Low, x => value(x)),
        High = Array.ConvertAll(High, x => value(x)),
        Failures = Array.ConvertAll(Failures, x => place(x)),
    };

    private static FigureCurve? Of(string label, Curve curve, int index)
    {
        int[] finite = [.. Enumerable.Range(0, curve.At.Length).Where(i => double.IsFinite(curve.Value[i]))];
        return finite.Length == 0 ? null : new FigureCurve(
            PrintableText.Of(label), index, Pick(curve.At), Pick(curve.Value), Pick(curve.Low), Pick(curve.High), curve.Seeds, curve.Spread)
        {
            Failures = [.. curve.Failures],
            HasFailed = finite[^1] < curve.At.Length - 1,
        };

        double[] Pick(ImmutableArray<double> values) => [.. finite.Select(i => values[i])];
    }
}

using System.Collections.Immutable;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>The curve of a variant, finite points only.</summary>
/// <param name="Name">The name of the variant.</param>
/// <param name="Index">The index of the variant, which determines the colour.</param>
/// <param name="At">Rounds, simulated seconds or values of a setting, [points].</param>
/// <param name="Value">Values, [points].</param>
/// <param name="Low">Lower ends of the intervals, [points]; may be infinite.</param>
/// <param name="High">Upper ends of the intervals, [points]; may be infinite.</param>
/// <param name="Seeds">The number of runs.</param>
/// <param name="Spread">The meaning of <paramref name="Low"/> and <paramref name="High"/>.</param>
internal sealed record FigureCurve(
    string Name, int Index, double[] At, double[] Value, double[] Low, double[] High, int Seeds, Spread Spread)
{
    /// <summary>The places where runs failed, ascending.</summary>
    public double[] Failures { get; init; } = [];

    /// <summary>Whether so many runs failed that the curve ends early.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether the points are marked; null for the figure's default.</summary>
    public bool? IsMarked { get; init; }

    /// <summary>Whether the points are joined by a line.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>The last point with its interval.</summary>
    public Estimate End => new(Value[^1], Low[^1], High[^1], Seeds, Spread);

    /// <summary>The curves of the variants that have finite points.</summary>
    public static ImmutableArray<FigureCurve> Of(ExperimentResults results, Func<VariantResult, Curve?> curve) =>
        [.. results.Variants.Select((variant, i) => curve(variant) is { } c ? Of(variant.Label, c, i) : null).OfType<FigureCurve>()];

    /// <summary>The curve with its places and values transformed by increasing functions.</summary>
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

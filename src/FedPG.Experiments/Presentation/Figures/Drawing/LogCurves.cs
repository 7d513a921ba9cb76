using System.Collections.Immutable;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Transforms curves for a logarithmic axis, which cannot show values that are not positive.</summary>
internal static class LogCurves
{
    private const double LargestRatio = 1e9;

    /// <summary>The curves with log₁₀ of their values. Values below the lowest positive one, or nine decades below the highest, are raised
    /// to that bound.</summary>
    public static ImmutableArray<FigureCurve> Of(ImmutableArray<FigureCurve> curves)
    {
        double[] positive = [.. curves.SelectMany(curve => curve.Value).Where(value => value > 0)];
        if (positive.Length == 0) return [];
        double floor = Math.Max(positive.Min(), positive.Max() / LargestRatio);
        return [.. curves.Select(curve => curve.On(at => at, value => Math.Log10(Math.Max(value, floor))))];
    }

    /// <summary>The curves with log₁₀ of their places, without points at or before 0.</summary>
    public static ImmutableArray<FigureCurve> AgainstLog(ImmutableArray<FigureCurve> curves) =>
        [.. curves.Select(From).OfType<FigureCurve>()];

    private static FigureCurve? From(FigureCurve curve)
    {
        int first = Array.FindIndex(curve.At, at => at > 0);
        return first < 0 ? null : (curve with
        {
            At = curve.At[first..],
            Value = curve.Value[first..],
            Low = curve.Low[first..],
            High = curve.High[first..],
        }).On(place => Math.Log10(Math.Max(place, curve.At[first])), value => value);
    }
}

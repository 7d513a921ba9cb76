using System.Globalization;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Final objective against a swept setting: one line per combination of the other settings.</summary>
internal static class SweepFigure
{
    private const int FewestValues = 3;
    private const double LargestLinearRatio = 50;

    /// <summary>The figure; null unless exactly one swept setting is numeric, with at least three values.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        if (Axis(results) is not { } setting) return null;
        var points = results.Variants.Select(variant => (Text: Value(variant, setting), Variant: variant)).ToList();
        var values = points.Select(point => (point.Text, Number: Number(point.Text)!.Value))
            .DistinctBy(value => value.Number).OrderBy(value => value.Number).ToList();
        bool isLogarithmic = values[0].Number > 0 && values[^1].Number / values[0].Number >= LargestLinearRatio;
        var lines = points.GroupBy(point => Line(point.Variant, setting, point.Text))
            .Select((line, i) => Curve(line.Key, i, line.Select(point => (Place(Number(point.Text)!.Value), point.Variant))))
            .OfType<FigureCurve>();
        string estimates = EstimateText.Of([.. results.Variants.Select(variant => variant.Curve)]);
        return new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: final objective against {setting}"),
            Subtitle = $"{estimates.Replace("shaded", "bars", StringComparison.Ordinal)} Dashed: reference values.",
            Caption = PrintableText.Of($"Objective J after the last round against {setting}."),
            Quantity = "final objective J",
            Against = PrintableText.Of(isLogarithmic ? $"{setting} (logarithmic)" : setting),
            Curves = [.. lines],
            References = FigureReference.Of(results.References),
            Ticks = values.Count <= 15 ? [.. values.Select(value => (Place(value.Number), PrintableText.Of(value.Text)))] : [],
            AreMarked = true,
        };

        double Place(double value) => isLogarithmic ? Math.Log10(value) : value;
    }

    private static string? Axis(ExperimentResults results)
    {
        var swept = results.Variants.SelectMany(variant => variant.Runs[0].Summary.Sweep).Select(value => value.Setting).Distinct();
        string[] numeric = [.. swept.Where(setting => results.Variants.All(variant => Number(Value(variant, setting)) is not null))];
        if (numeric is not [var only]) return null;
        int values = results.Variants.Select(variant => Number(Value(variant, only))).Distinct().Count();
        return values >= FewestValues ? only : null;
    }

    private static string Value(VariantResult variant, string setting) =>
        variant.Runs[0].Summary.Sweep.FirstOrDefault(value => value.Setting == setting)?.Value ?? "";

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;

    // The name of a variant ends with its point of the sweep.
    private static string Line(VariantResult variant, string setting, string value) =>
        variant.Label.Replace($" {setting}={value}", "", StringComparison.Ordinal);

    private static FigureCurve? Curve(string name, int index, IEnumerable<(double At, VariantResult Variant)> line)
    {
        var points = line.Select(point => (point.At, Final: point.Variant.Final(run => run.Objective)))
            .Where(point => point.Final is { } final && double.IsFinite(final.Value))
            .Select(point => (point.At, Final: point.Final!.Value)).OrderBy(point => point.At).ToArray();
        return points.Length == 0 ? null : new FigureCurve(
            PrintableText.Of(name),
            index,
            Array.ConvertAll(points, point => point.At),
            Array.ConvertAll(points, point => point.Final.Value),
            Array.ConvertAll(points, point => point.Final.Low),
            Array.ConvertAll(points, point => point.Final.High),
            points.Max(point => point.Final.Count),
            points.Max(point => point.Final.Spread));
    }
}

using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A figure of curves in words.</summary>
internal static class FigureDescription
{
    public static string Of(FigureContent content)
    {
        var curves = content.Curves.Select(curve =>
            $"{curve.Name} {content.Text(Estimate.Exact(curve.Value[0]))} to {content.Text(curve.End)}{Failures(curve)}");
        var lines = content.References.Select(line => $"{line.Name} {content.Text(Estimate.Exact(line.Value))}");
        string quantity = $"{char.ToUpperInvariant(content.Quantity[0])}{content.Quantity[1..]}";
        string start = content.Curves.Length == 0
            ? "No curve."
            : $"{quantity} along the axis {content.Against}, first to last: {string.Join("; ", curves)}.";
        string all = content.References.Length == 0 ? start : $"{start} Dashed lines: {string.Join("; ", lines)}.";
        return content.Beside is { } beside ? $"{all} {Of(beside)}" : all;
    }

    private static string Failures(FigureCurve curve) => curve.Failures.Length > 0 ? $", {curve.Failures.Length} failed" : "";
}

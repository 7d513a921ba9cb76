using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Plots;

/// <summary>The figure in words, for those who cannot see it.</summary>
internal static class FigureDescription
{
    public static string Of(FigureContent content)
    {
        var curves = content.Curves.Select(curve => $"{curve.Name} {content.Text(new MeanInterval(curve.Mean[0], double.NaN, 1))} to {content.Text(curve.End)}");
        var lines = content.References.Select(line => $"{line.Name} {content.Text(new MeanInterval(line.Value, double.NaN, 1))}");
        string start = content.Curves.Length == 0 ? "No curve." : $"{char.ToUpperInvariant(content.Quantity[0])}{content.Quantity[1..]} along the axis {content.Against}, first to last: {string.Join("; ", curves)}.";
        return content.References.Length == 0 ? start : $"{start} Dashed lines: {string.Join("; ", lines)}.";
    }
}

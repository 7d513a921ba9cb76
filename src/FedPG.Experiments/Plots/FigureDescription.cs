using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Plots;

/// <summary>The figure in words, for those who cannot see it.</summary>
internal static class FigureDescription
{
    public static string Of(FigureContent content)
    {
        var curves = content.Curves.Select(curve => $"{curve.Name} {NumberText.Value(curve.Mean[0])} to {NumberText.Value(curve.End)}");
        var lines = content.References.Select(line => $"{line.Name} {NumberText.Value(line.Value)}");
        string start = content.Curves.Length == 0 ? "No curve." : $"{content.Quantity} from the first to the last {content.Against}: {string.Join("; ", curves)}.";
        return content.References.Length == 0 ? start : $"{start} Dashed lines: {string.Join("; ", lines)}.";
    }
}

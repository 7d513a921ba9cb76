using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Plots;

/// <summary>Mean objective against rounds with shaded 95 % intervals, and the reference values as dashed lines.</summary>
internal static class ObjectiveFigure
{
    public static FigureContent Of(ExperimentResults results) => new()
    {
        Title = PrintableText.Of($"{results.Title}: objective against rounds"),
        Subtitle = Seeds([.. results.Variants.Select(variant => variant.Curve)], "Dashed: reference values."),
        Caption = "Objective J of the common policy, evaluated exactly, against averaging rounds."
            + (results.References.Length > FigureReference.MostSets
                ? $" The reference values of {results.References.Length} environments stand in the table below only."
                : ""),
        Quantity = "objective J",
        Against = "round",
        Curves = FigureCurve.Of(results, variant => variant.Curve),
        References = FigureReference.Of(results.References),
    };

    /// <summary>What the curves' lines and shades are.</summary>
    public static string Seeds(Curve[] curves, string more)
    {
        int seeds = curves.Max(curve => curve.Seeds);
        string mean = curves.All(curve => curve.Seeds == seeds) ? $"{seeds} seeds" : $"up to {seeds} seeds";
        return seeds > 1 ? $"Mean over {mean}; shaded: its 95 % interval. {more}" : $"One seed. {more}";
    }
}

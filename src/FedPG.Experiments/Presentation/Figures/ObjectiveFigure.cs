using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Objective against rounds with shaded intervals, and the reference values as dashed lines.</summary>
internal static class ObjectiveFigure
{
    public static FigureContent Of(ExperimentResults results) => new()
    {
        Title = PrintableText.Of($"{results.Title}: objective against rounds"),
        Subtitle = EstimateText.Of([.. results.Variants.Select(variant => variant.Curve)])
            + (results.References.Length > 0 ? " Dashed: reference values." : ""),
        Caption = "Objective J of the common policy against averaging rounds."
            + (results.Variants.Any(variant => variant.Return.At.Length > 0)
                ? " With continuous states it is a mean over sampled trajectories, whose standard error is in the table of results."
                : "")
            + (results.References.Length > FigureReference.MostSets
                ? $" The reference values of {results.References.Length} environments stand in the table below only."
                : ""),
        Quantity = "objective J",
        Against = "round",
        Curves = FigureCurve.Of(results, variant => variant.Curve),
        References = FigureReference.Of(results.References),
    };
}

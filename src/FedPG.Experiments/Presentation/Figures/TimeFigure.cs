using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Objective against simulated time, if rounds differ in their duration.</summary>
internal static class TimeFigure
{
    public static FigureContent? Of(ExperimentResults results) => !results.IsTimed ? null : new FigureContent
    {
        Title = PrintableText.Of($"{results.Title}: objective against simulated time"),
        Subtitle = $"{EstimateText.Of([.. results.Variants.Select(variant => variant.Time.Curve)])} Dashed: reference values.",
        Caption = "Objective J against simulated time: a local step takes one simulated second at slowness 1. Each seed is interpolated "
            + "onto a common grid; a curve ends where its first seed does.",
        Quantity = "objective J",
        Against = "simulated time (s)",
        Curves = FigureCurve.Of(results, variant => variant.Time.Curve),
        References = FigureReference.Of(results.References),
    };
}

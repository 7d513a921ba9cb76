using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>The undiscounted return of sampled trajectories against rounds.</summary>
internal static class ReturnFigure
{
    /// <summary>The figure; null if all scores are exact.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        var curves = FigureCurve.Of(results, variant => variant.Return.At.Length > 0 ? variant.Return : null);
        return curves.Length == 0 ? null : new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: undiscounted return against rounds"),
            Subtitle = EstimateText.Of([.. results.Variants.Select(variant => variant.Return)]),
            Caption = "Mean undiscounted return of a trajectory of the common policy, over agents, against averaging rounds; on the "
                + "trajectories that score the policy.",
            Quantity = "undiscounted return",
            Against = "round",
            Curves = curves,
        };
    }
}

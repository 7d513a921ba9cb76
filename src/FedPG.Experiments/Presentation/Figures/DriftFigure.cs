using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>How far local training drives the agents' parameters apart, against rounds.</summary>
internal static class DriftFigure
{
    /// <summary>The figure; none where no agents were averaged.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        // What has no drift anywhere averages nothing: a single agent, or the centralised methods.
        var curves = LogCurves.Of([.. FigureCurve.Of(results, variant => variant.Drift).Where(curve => curve.Value.Any(value => value > 0))]);
        return curves.Length == 0 ? null : new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: drift"),
            Subtitle = EstimateText.Of([.. results.Variants.Select(variant => variant.Drift)]),
            Caption = "How far the parameters that the agents sent lay apart: the root mean square of ‖θᶜ − θ̄‖ over the averaged updates of a round; logarithmic. Of many rounds each point is the mean over a stretch of them.",
            Quantity = "drift",
            Against = "round",
            Curves = curves,
            IsLogarithmic = true,
        };
    }
}

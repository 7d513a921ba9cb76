using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>The drift of the agents' parameters against rounds.</summary>
internal static class DriftFigure
{
    /// <summary>The figure; null if no updates were averaged.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        // A variant without any drift averages nothing: it has a single agent, or a centralised algorithm.
        var drifting = FigureCurve.Of(results, variant => variant.Drift).Where(curve => curve.Value.Any(value => value > 0));
        var curves = LogCurves.Of([.. drifting]);
        return curves.Length == 0 ? null : new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: drift"),
            Subtitle = EstimateText.Of([.. results.Variants.Select(variant => variant.Drift)]),
            Caption = "Distance between the parameters that the agents sent: the root mean square of ‖θᶜ − θ̄‖ over the averaged updates "
                + "of a round; logarithmic. With many rounds each point is the mean over a stretch of them.",
            Quantity = "drift",
            Against = "round",
            Curves = curves,
            IsLogarithmic = true,
        };
    }
}

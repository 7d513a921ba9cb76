using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Participants per round, if any agent was missing.</summary>
internal static class ParticipationFigure
{
    public static FigureContent? Of(ExperimentResults results)
    {
        if (!results.IsPartial) return null;
        Curve[] curves = [.. results.Variants.Select(variant => variant.Participation.Curve)];
        bool isBinned = results.Variants.Any(variant => variant.Participation.IsBinned);
        return new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: participants per round"),
            Subtitle = EstimateText.Of(curves) + (isBinned ? " Each point is a mean over a stretch of rounds." : ""),
            Caption = "Updates in the average of a round" + (isBinned ? ", as means over stretches of scored rounds." : "."),
            Quantity = "participants",
            Against = "round",
            Curves = FigureCurve.Of(results, variant => variant.Participation.Curve),
            References = [new FigureReference("most agents asked", results.Variants.Max(variant => variant.Participation.MostAsked))],
            IsCount = true,
        };
    }
}

using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>Sample efficiency: the gap to the best policy known, against environment steps per agent and against rounds.</summary>
internal static class GapFigure
{
    /// <summary>The figure; null without reference values.</summary>
    public static FigureContent? Of(ExperimentResults results)
    {
        var rounds = LogCurves.Of(FigureCurve.Of(results, variant => variant.Attainable is { } best ? variant.Curve.Below(best) : null));
        if (rounds.Length == 0) return null;
        var steps = LogCurves.AgainstLog(LogCurves.Of(FigureCurve.Of(results, AgainstSteps)));
        FigureContent againstRounds = Panel(results, rounds, "round", []);
        if (steps.Length == 0) return againstRounds;
        var ticks = DecadeTicks.Within(steps.Min(curve => curve.At[0]), steps.Max(curve => curve.At[^1]), NumberText.Large);
        return Panel(results, steps, "environment steps per agent (logarithmic)", ticks) with { Beside = againstRounds };
    }

    private static FigureContent Panel(
        ExperimentResults results, ImmutableArray<FigureCurve> curves, string against, ImmutableArray<(double, string)> ticks) => new()
        {
            Title = PrintableText.Of($"{results.Title}: gap to the best policy known"),
            Subtitle = EstimateText.Of([.. results.Variants.Select(variant => variant.Curve)]),
            Caption = "Gap of the objective J to the best policy found that sees no more than the run's own: the best stationary one, or "
                + "for a run with a period the best of that period; logarithmic. Both are found, not proven: a gap that is not positive is "
                + "drawn at the lower edge.",
            Quantity = "gap",
            Against = against,
            Curves = curves,
            Ticks = ticks,
            IsLogarithmic = true,
        };

    private static Curve? AgainstSteps(VariantResult variant)
    {
        if (variant.Attainable is not { } best || variant.StepsPerAgent.Length == 0) return null;
        return variant.Curve.Below(best) with { At = variant.StepsPerAgent, Failures = [.. variant.Curve.Failures.Select(StepsAt)] };

        // Thinned curves do not have a point for every round: a failure is drawn at the next one.
        double StepsAt(double round)
        {
            var rounds = variant.Curve.At;
            return variant.StepsPerAgent[Math.Min(rounds.Count(at => at < round), rounds.Length - 1)];
        }
    }
}

using FedPG.Experiments.Analyses.Answers;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>The figure of <see cref="Resolution"/>: cost against bits, or against rounds where there is one number of bits.</summary>
internal static class ResolutionChart
{
    /// <summary>The quantity.</summary>
    public const string Cost = "cost above the optimum";

    /// <summary>Draws policies.</summary>
    /// <param name="question">The title.</param>
    /// <param name="levels">Policies with levels.</param>
    /// <param name="free">A policy whose actions are not rounded.</param>
    public static AnswerChart Of(string question, List<ResolutionPoint> levels, ResolutionPoint? free) =>
        levels.DistinctBy(point => point.Bits).Count() == 1 ? AgainstRounds(question, levels, free) : AgainstBits(question, levels, free);

    /// <summary>The cost of one number of bits from the second scored round on: a first policy may cost many powers of ten more.</summary>
    private static AnswerChart AgainstRounds(string question, List<ResolutionPoint> levels, ResolutionPoint? free) => new(
        question,
        $"What policies over {levels[0].Bits} bits cost above the optimum, relative to it: interquartile mean over the seeds with its 95 % "
            + "interval. Dashed: what rounding the optimal actions costs, and tr(R + γBᵀPB)Δ²/(12(1−γ)).",
        [
            new ChartPanel
            {
                Quantity = Cost,
                Against = "round",
                IsValueLogarithmic = true,
                Series =
                [
                    .. levels.Append(free).OfType<ResolutionPoint>().Select((point, i) =>
                        new ChartSeries(point.Name, [.. point.Rounds.Skip(1)], ChartStyle.Line) { Hue = i }),
                ],
                References = [("rounding alone", levels[0].Rounding.Cost), ("by formula", levels[0].Rounding.Formula)],
            },
        ]);

    private static AnswerChart AgainstBits(string question, List<ResolutionPoint> levels, ResolutionPoint? free)
    {
        return new AnswerChart(
            question,
            "What the last policies cost above the optimum, relative to it: interquartile mean over the seeds with its 95 % interval. "
                + "Lines: what rounding the optimal actions costs, and tr(R + γBᵀPB)Δ²/(12(1−γ)). Dashed: the Gaussian policy.",
            [
                new ChartPanel
                {
                    Quantity = Cost,
                    Against = "bits b",
                    IsValueLogarithmic = true,
                    Series =
                    [
                        .. levels.GroupBy(point => point.Name).Select((group, i) => new ChartSeries(
                            group.Key, [.. group.Select(point => ChartPoint.Of(point.Bits, point.Gap))]) { Hue = i }),
                        Line("rounding alone", point => point.Rounding.Cost, hue: 4),
                        Line("by formula", point => point.Rounding.Formula, hue: 5),
                    ],
                    References = free is null ? [] : [("gaussian", free.Gap.Value)],
                    Ticks = [.. levels.Select(point => ((double)point.Bits, $"{point.Bits}")).Distinct()],
                },
            ]);

        ChartSeries Line(string name, Func<ResolutionPoint, double> value, int hue) => new(
            name, [.. levels.DistinctBy(point => point.Bits).Select(point => ChartPoint.Of(point.Bits, value(point)))], ChartStyle.Line)
        {
            Hue = hue,
        };
    }
}

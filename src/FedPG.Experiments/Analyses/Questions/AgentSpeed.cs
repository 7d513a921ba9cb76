using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>How the rounds to a gap fall with the number of agents M in an environment without heterogeneity.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Variants">By ascending M.</param>
/// <param name="Gap">The gap, a share of the first policy's: the least that all runs reach.</param>
/// <param name="Exponent">s, where rounds fall as M^s.</param>
internal sealed record AgentSpeed(string Environment, IReadOnlyList<VariantResult> Variants, double Gap, Estimate Exponent)
{
    /// <summary>An exponent above is no speed-up that is nearly linear.</summary>
    private const double LeastSteep = -0.8;

    /// <summary>Whether rounds clearly fall nearly as 1/M.</summary>
    public bool IsLinear => Exponent.High <= LeastSteep;

    /// <summary>Whether rounds clearly fall less.</summary>
    public bool IsSlower => Exponent.Low > LeastSteep;

    public string Sentence =>
        $"In {Environment} the rounds to a gap of {AnswerText.Percent(Gap)} fall as M^s with s = {AnswerText.Number(Exponent)}{Scaling}: "
        + $"{NameList.And(Variants.Select(variant => $"{AnswerText.Count(variant.RoundsTo(Gap))} with M = {variant.Settings.Agents}"))}.";

    public ChartPanel Panel
    {
        get
        {
            var points = Variants.Select(variant => ChartPoint.Of(variant.Settings.Agents, variant.RoundsTo(Gap))).ToList();
            var line = points.Select(point => ChartPoint.Of(point.At, points[0].Value * points[0].At / point.At));
            return new ChartPanel
            {
                Quantity = $"rounds to {AnswerText.Percent(Gap)}",
                Against = "agents M",
                IsValueLogarithmic = true,
                IsPlaceLogarithmic = true,
                Ticks = [.. points.Select(point => (point.At, $"{point.At}"))],
                Series = [new("rounds", [.. points]), new("slope −1", [.. line], ChartStyle.Line) { Hue = 5 }],
            };
        }
    }

    private string Scaling
    {
        get
        {
            var ratios = Variants.Select(variant => Math.Round(variant.Settings.Local.StepSize / variant.Settings.Agents, 12));
            return ratios.Distinct().Count() == 1 ? " and η ∝ M" : "";
        }
    }

    /// <summary>The speed of variants with one environment; null unless they have several numbers of agents.</summary>
    public static AgentSpeed? Of(IEnumerable<VariantResult> variants, double[] gaps)
    {
        var own = variants.DistinctBy(variant => variant.Settings.Agents).OrderBy(variant => variant.Settings.Agents).ToList();
        if (own.Count < 2) return null;
        double gap = gaps.Where(gap => own.TrueForAll(variant => double.IsFinite(variant.RoundsTo(gap).Value)))
            .DefaultIfEmpty(gaps.Max()).Min();
        var exponent = PowerLaw.Exponent(
            [.. own.Select(variant => (double)variant.Settings.Agents)],
            [.. own.Select(variant => variant.Values(run => run.RoundsTo(gap)))],
            rounds => rounds.Average());
        return new AgentSpeed(own[0].Environment, own, gap, exponent);
    }
}

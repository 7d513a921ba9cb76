using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Presentation.Wording;

/// <summary>Describes the numbers of a table or a figure, which depend on the number of runs.</summary>
internal static class EstimateText
{
    /// <summary>For a table.</summary>
    public static string Of(ExperimentResults results) => string.Concat(Parts(results));

    /// <summary>What lines and shades are, for a figure.</summary>
    public static string Of(IReadOnlyCollection<Curve> curves)
    {
        var drawn = curves.Where(curve => curve.Seeds > 0).ToArray();
        int seeds = drawn.Select(curve => curve.Seeds).DefaultIfEmpty().Max();
        string runs = drawn.All(curve => curve.Seeds == seeds) ? $"{seeds} seeds" : $"up to {seeds} seeds";
        return seeds switch
        {
            0 => "No run.",
            1 when drawn.Any(curve => curve.Spread == Spread.Interval) => "One seed; shaded: 95 % interval of its sampled scores.",
            1 => "One seed.",
            < Estimate.FewestForInterval => $"Mean of {runs}; shaded: their range.",
            _ => $"Interquartile mean of {runs}; shaded: 95 % bootstrap interval.",
        };
    }

    private static IEnumerable<string> Parts(ExperimentResults results)
    {
        int[] seeds = [.. results.Variants.Select(variant => variant.Counted.Length).Distinct()];
        if (seeds.Any(count => count >= Estimate.FewestForInterval))
        {
            yield return "Interquartile mean over the seeds [95 % percentile interval of the stratified bootstrap].";
            if (seeds.Any(count => count == 2)) yield return " Of two seeds: mean (lower to higher).";
            if (seeds.Contains(1)) yield return " Of one seed: its value.";
        }
        else
        {
            yield return seeds.Contains(2)
                ? "Two seeds: mean (lower to higher); an interval needs three."
                : "One seed: its value; an interval needs three.";
        }

        if (results.Variants.Any(variant => variant.Failed > 0)) yield return " A failed run counts as infinitely bad.";
    }
}

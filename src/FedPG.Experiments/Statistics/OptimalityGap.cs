namespace FedPG.Experiments.Statistics;

/// <summary>
/// The mean amount by which runs fall short of score 1; what they exceed it by does not count (Agarwal et al., NeurIPS 2021, section 4.3,
/// with γ = 1), with the interval of the stratified bootstrap.
/// </summary>
internal static class OptimalityGap
{
    /// <summary>The gap; infinite if a run failed.</summary>
    /// <param name="tasks">Scores, [tasks][runs]; −∞ for a failed run.</param>
    public static Estimate Of(IReadOnlyList<double[]> tasks)
    {
        double[] gaps = [.. tasks.SelectMany(runs => runs).Select(score => 1 - Math.Min(score, 1))];
        double value = gaps.Average();
        if (tasks.Any(runs => runs.Length < Estimate.FewestForInterval)) return new Estimate(value, value, value, gaps.Length, Spread.None);
        var resamples = Resamples.Of([.. tasks.Select(runs => runs.Length)]);
        double[] distinct = [.. Enumerable.Range(0, resamples.Distinct).Select(i => Mean(gaps, resamples.DistinctCounts(i)))];
        var (low, high) = StratifiedBootstrap.Percentiles(Array.ConvertAll(resamples.Place.ToArray(), place => distinct[place]));
        return new Estimate(value, low, high, gaps.Length, Spread.Interval);
    }

    private static double Mean(double[] gaps, ReadOnlySpan<ushort> counts)
    {
        double sum = 0;
        for (int run = 0; run < gaps.Length; run++)
        {
            // An infinite gap that was not drawn must not make the mean NaN.
            if (counts[run] > 0) sum += counts[run] * gaps[run];
        }

        return sum / gaps.Length;
    }
}

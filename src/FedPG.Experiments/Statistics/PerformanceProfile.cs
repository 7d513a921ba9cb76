namespace FedPG.Experiments.Statistics;

/// <summary>
/// The performance profile of a method: the share of its runs whose score is above a threshold, over all tasks (Agarwal et al., NeurIPS
/// 2021, section 4.2), with the pointwise 95 % percentile interval of the stratified bootstrap.
/// </summary>
internal static class PerformanceProfile
{
    /// <summary>The shares, [thresholds].</summary>
    /// <param name="tasks">Scores, [tasks][runs]; −∞ for a failed run.</param>
    /// <param name="thresholds">Ascending.</param>
    public static Estimate[] Of(IReadOnlyList<double[]> tasks, double[] thresholds)
    {
        double[] scores = [.. tasks.SelectMany(runs => runs)];
        int[] above = Array.ConvertAll(scores, score => Array.FindLastIndex(thresholds, threshold => score > threshold));
        double[] shares = Shares(above, [.. Enumerable.Repeat((ushort)1, scores.Length)], thresholds.Length);
        if (tasks.Any(runs => runs.Length < Estimate.FewestForInterval))
            return Array.ConvertAll(shares, share => new Estimate(share, share, share, scores.Length, Spread.None));
        var resamples = Resamples.Of([.. tasks.Select(runs => runs.Length)]);
        double[][] distinct =
            [.. Enumerable.Range(0, resamples.Distinct).Select(i => Shares(above, resamples.DistinctCounts(i), thresholds.Length))];
        int[] drawn = resamples.Place.ToArray();
        return [.. shares.Select((share, at) =>
        {
            var (low, high) = StratifiedBootstrap.Percentiles(Array.ConvertAll(drawn, place => distinct[place][at]));
            return new Estimate(share, low, high, scores.Length, Spread.Interval);
        })];
    }

    /// <summary>The shares of weighted runs.</summary>
    /// <param name="above">The last threshold that each run is above; −1 for none.</param>
    /// <param name="counts">The weight of each run; they sum to the number of runs.</param>
    /// <param name="thresholds">The number of thresholds.</param>
    private static double[] Shares(int[] above, ReadOnlySpan<ushort> counts, int thresholds)
    {
        double[] shares = new double[thresholds];
        for (int run = 0; run < above.Length; run++)
        {
            if (above[run] >= 0) shares[above[run]] += counts[run];
        }

        double sum = 0;
        for (int at = thresholds - 1; at >= 0; at--)
        {
            sum += shares[at];
            shares[at] = sum / above.Length;
        }

        return shares;
    }
}

using MathNet.Numerics.Statistics;

namespace FedPG.Experiments.Statistics;

/// <summary>
/// The stratified percentile bootstrap that Agarwal et al. (NeurIPS 2021) recommend for few runs: runs are resampled within their task, the
/// statistic of every resample is computed, and the interval leaves out 2.5 % of those values on each side. Its ends are values that
/// occurred, not interpolated ones, so that infinite values are allowed.
/// </summary>
internal static class StratifiedBootstrap
{
    /// <summary>The nominal coverage of an interval.</summary>
    public const double Level = 0.95;

    private const int Tail = (int)(Resamples.Count * (1 - Level) / 2 + 0.5);

    /// <summary>The interval of the interquartile mean.</summary>
    /// <param name="runs">The values, stratum by stratum, without NaN.</param>
    /// <param name="strata">The number of runs in each stratum.</param>
    public static (double Low, double High) Interval(ReadOnlySpan<double> runs, ReadOnlySpan<int> strata)
    {
        double[] sorted = runs.ToArray();
        int[] place = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, place);
        if (sorted[0] == sorted[^1]) return (sorted[0], sorted[0]);
        var resamples = Resamples.Of(strata);
        var distinct = new double[resamples.Distinct];
        for (int i = 0; i < distinct.Length; i++) distinct[i] = InterquartileMean.Of(sorted, place, resamples.DistinctCounts(i));
        var values = new double[Resamples.Count];
        for (int i = 0; i < values.Length; i++) values[i] = distinct[resamples.Place[i]];
        return Percentiles(values);
    }

    /// <summary>The ends of the interval that leaves out one tail of the resampled values on each side; reorders the values.</summary>
    internal static (double Low, double High) Percentiles(double[] values) =>
        (ArrayStatistics.OrderStatisticInplace(values, Tail), ArrayStatistics.OrderStatisticInplace(values, values.Length + 1 - Tail));
}

using MathNet.Numerics.Statistics;

namespace FedPG.Experiments.Statistics;

/// <summary>
/// The stratified percentile bootstrap that Agarwal et al. (NeurIPS 2021) recommend for few runs: runs are resampled within their task, the
/// statistic is computed of every resample, and the interval leaves 2.5 % of those on each side. Its ends are values that occurred,
/// not interpolated ones, so that infinite ones are allowed.
/// </summary>
public static class StratifiedBootstrap
{
    /// <summary>The probability with which an interval is meant to cover.</summary>
    public const double Level = 0.95;

    private const int Tail = (int)(Resamples.Count * (1 - Level) / 2 + 0.5);

    /// <summary>The interval of the interquartile mean.</summary>
    /// <param name="runs">The values, stratum by stratum, none of them NaN.</param>
    /// <param name="strata">How many runs each stratum has.</param>
    public static (double Low, double High) Interval(ReadOnlySpan<double> runs, ReadOnlySpan<int> strata)
    {
        double[] sorted = runs.ToArray();
        int[] place = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, place);
        if (sorted[0] == sorted[^1]) return (sorted[0], sorted[0]);
        var resamples = Resamples.Of(strata);
        var values = new double[Resamples.Count];
        for (int i = 0; i < values.Length; i++) values[i] = InterquartileMean.Of(sorted, place, resamples.Counts(i));
        return Percentiles(values);
    }

    /// <summary>The ends of the interval that leaves a tail of the resampled values on each side; reorders them.</summary>
    internal static (double Low, double High) Percentiles(double[] values) =>
        (ArrayStatistics.OrderStatisticInplace(values, Tail), ArrayStatistics.OrderStatisticInplace(values, values.Length + 1 - Tail));
}

using MathNet.Numerics.Distributions;

namespace FedPG.Experiments.Statistics;

/// <summary>A sample's mean and the half-width of Student's t interval about it.</summary>
/// <param name="Mean">The mean; NaN for an empty sample.</param>
/// <param name="HalfWidth">The interval is mean ± this; NaN where a single value tells nothing about spread.</param>
/// <param name="Count">n.</param>
public readonly record struct MeanInterval(double Mean, double HalfWidth, int Count)
{
    /// <summary>The level used wherever none is named.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>Whether there is an interval.</summary>
    public bool HasInterval => !double.IsNaN(HalfWidth);

    /// <summary>The lower end, or the mean where there is no interval.</summary>
    public double Low => HasInterval ? Mean - HalfWidth : Mean;

    /// <summary>The upper end, or the mean where there is no interval.</summary>
    public double High => HasInterval ? Mean + HalfWidth : Mean;

    /// <summary>The interval that covers the mean of a normal population with probability <paramref name="level"/>.</summary>
    public static MeanInterval Of(ReadOnlySpan<double> sample, double level = DefaultLevel) =>
        WithQuantile(sample, sample.Length > 1 ? Quantile(sample.Length, level) : double.NaN);

    /// <summary>t with n−1 degrees of freedom that leaves (1−level)/2 above it; for samples of one size it need be found only once.</summary>
    internal static double Quantile(int count, double level)
    {
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "must be within (0, 1)");
        return StudentT.InvCDF(0, 1, count - 1, 0.5 + level / 2);
    }

    internal static MeanInterval WithQuantile(ReadOnlySpan<double> sample, double quantile)
    {
        int n = sample.Length;
        double sum = 0;
        foreach (double x in sample) sum += x;
        double mean = sum / n;
        if (n < 2) return new MeanInterval(mean, double.NaN, n);
        double squares = 0;
        foreach (double x in sample) squares += (x - mean) * (x - mean);
        return new MeanInterval(mean, quantile * Math.Sqrt(squares / (n - 1) / n), n);
    }
}

using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>A quantity of a variant against rounds or simulated time, over its seeds.</summary>
public sealed record Curve
{
    /// <summary>No points.</summary>
    public static Curve Empty { get; } = new();

    /// <summary>The rounds, or simulated seconds, that all seeds have, [points].</summary>
    public ImmutableArray<double> At { get; init; } = [];

    /// <summary>Mean over the seeds, [points]; not finite where a seed's value is not.</summary>
    public ImmutableArray<double> Mean { get; init; } = [];

    /// <summary>Lower end of the 95 % interval, [points]; the mean itself for a single seed.</summary>
    public ImmutableArray<double> Low { get; init; } = [];

    /// <summary>Upper end of the 95 % interval, [points].</summary>
    public ImmutableArray<double> High { get; init; } = [];

    /// <summary>How many seeds stand behind it.</summary>
    public int Seeds { get; init; }

    /// <summary>Whether some seeds have rounds that others lack, which are left out.</summary>
    public bool Cut { get; init; }

    /// <summary>The mean and its interval at a place between the first and the last point, linear between points.</summary>
    public MeanInterval ValueAt(double place)
    {
        int next = Math.Clamp(At.Count(at => at < place), 0, At.Length - 1), before = Math.Max(next - 1, 0);
        double share = next == before ? 0 : Math.Clamp((place - At[before]) / (At[next] - At[before]), 0, 1);
        double Between(ImmutableArray<double> values) => share == 1 ? values[next] : values[before] + share * (values[next] - values[before]);
        return new MeanInterval(Between(Mean), Seeds > 1 ? Between(High) - Between(Mean) : double.NaN, Seeds);
    }

    /// <summary>The curve of values that all seeds have at the same places.</summary>
    /// <param name="at">[points].</param>
    /// <param name="values">[seeds][points].</param>
    public static Curve Of(double[] at, double[][] values)
    {
        double quantile = values.Length > 1 ? MeanInterval.Quantile(values.Length, MeanInterval.DefaultLevel) : double.NaN;
        var sample = new double[values.Length];
        var intervals = new MeanInterval[at.Length];
        for (int point = 0; point < at.Length; point++)
        {
            for (int seed = 0; seed < sample.Length; seed++) sample[seed] = values[seed][point];
            intervals[point] = MeanInterval.WithQuantile(sample, quantile);
        }

        return new Curve
        {
            At = [.. at],
            Mean = [.. intervals.Select(i => i.Mean)],
            Low = [.. intervals.Select(i => i.Low)],
            High = [.. intervals.Select(i => i.High)],
            Seeds = values.Length,
        };
    }
}

using FedPG.Aggregation;
using FedPG.Options;

namespace Extension.Sample;

/// <summary>The section <c>fedpg.server.clipped-mean</c>.</summary>
public sealed record ClippedMeanOptions
{
    /// <summary>The largest absolute value of a parameter in an update.</summary>
    [AtLeast(0, Exclusive = true)] public double Bound { get; init; } = 10;
}

/// <summary>A weighted mean of updates that are clipped parameter by parameter.</summary>
public sealed class ClippedMean(ClippedMeanOptions options) : IAggregator
{
    public double[] Lift(in PartialAggregate update)
    {
        double weight = update.Weight;
        return [.. update.Numbers!.Select(value => weight * Math.Clamp(value, -options.Bound, options.Bound))];
    }

    public double[] Merge(in PartialAggregate left, in PartialAggregate right) =>
        [.. left.Numbers!.Zip(right.Numbers!, (one, other) => one + other)];

    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        double weight = root.Weight;
        return [.. root.Numbers!.Select(sum => sum / weight)];
    }
}

using FedPG.Aggregation;

namespace Mine;

/// <summary>The aggregation under test: a mean of updates whose coordinates are clipped to a bound.</summary>
public sealed class ClippedMean(double bound) : IAggregator
{
    public double[] Lift(in PartialAggregate update)
    {
        double weight = update.Weight;
        return [.. update.Numbers!.Select(value => weight * Math.Clamp(value, -bound, bound))];
    }

    public double[] Merge(in PartialAggregate left, in PartialAggregate right) =>
        [.. left.Numbers!.Zip(right.Numbers!, (one, other) => one + other)];

    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        double weight = root.Weight;
        return [.. root.Numbers!.Select(sum => sum / weight)];
    }
}

using System.Numerics;
using System.Numerics.Tensors;
using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.median-of-means</c>.</summary>
public sealed record MedianOfMeansOptions
{
    /// <summary>The number of consecutive agents per group.</summary>
    [PowerOfTwo] public int Group { get; init; } = 8;
}

/// <summary>
/// A hierarchical rule: the coordinate-wise median of the weighted means of groups of consecutive agents. A group is a node of the tree. A
/// partial aggregate is a list with a row for each group: Σ w_i x_i and Σ w_i.
/// </summary>
internal sealed class MedianOfMeans(MedianOfMeansOptions options, int agents) : IAggregator
{
    private readonly int _level = BitOperations.Log2((uint)options.Group);

    public long Length(int parameters, int updates) => Rows(updates, BitOperations.Log2((uint)agents) + 1) * (parameters + 1L);

    public bool HasLength(in PartialAggregate part, int parameters) =>
        part.Numbers is { Length: > 0 } numbers && numbers.Length % (parameters + 1) == 0
        && numbers.Length / (parameters + 1) <= Rows(part.Updates, part.Level);

    public double[] Lift(in PartialAggregate update)
    {
        double[] sum = [.. update.Numbers!, 1];
        TensorPrimitives.Multiply(sum, update.Weight, sum);
        return sum;
    }

    public double[] Merge(in PartialAggregate left, in PartialAggregate right)
    {
        if (left.Level >= _level) return [.. left.Numbers!, .. right.Numbers!];
        double[] sum = left.Numbers!;
        TensorPrimitives.Add(sum, right.Numbers!, sum);
        return sum;
    }

    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        double[] result = new double[round.Broadcast.Length], numbers = root.Numbers!;
        int row = result.Length + 1;
        double[] means = new double[numbers.Length / row];
        for (int k = 0; k < result.Length; k++)
        {
            for (int i = 0; i < means.Length; i++) means[i] = numbers[i * row + k] / numbers[i * row + row - 1];
            result[k] = Median.Of(means);
        }

        return result;
    }

    /// <summary>The largest number of groups in a node of the tree.</summary>
    private long Rows(int updates, int level)
    {
        long groups = ((long)agents + options.Group - 1) / options.Group;
        return Math.Min(Math.Min(updates, groups), level <= _level ? 1 : 1L << Math.Min(level - _level, 40));
    }
}

using System.Numerics.Tensors;

namespace FedPG.Aggregation;

/// <summary>The weighted mean of the updates: the averaging of Algorithm 1 when all weights are 1.</summary>
internal sealed class MeanAggregator : IAggregator
{
    public double[] Lift(in PartialAggregate update)
    {
        double[] sum = update.Numbers!;
        if (update.Weight != 1) TensorPrimitives.Multiply(sum, update.Weight, sum);
        return sum;
    }

    public double[] Merge(in PartialAggregate left, in PartialAggregate right)
    {
        double[] sum = left.Numbers!;
        TensorPrimitives.Add(sum, right.Numbers!, sum);
        return sum;
    }

    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        double[] mean = root.Numbers!;
        TensorPrimitives.Divide(mean, root.Weight, mean);
        return mean;
    }
}

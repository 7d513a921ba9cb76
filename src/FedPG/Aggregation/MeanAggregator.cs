using System.Numerics.Tensors;
using FedPG.Numerics;

namespace FedPG.Aggregation;

/// <summary>The weighted mean of the updates: the averaging of Algorithm 1 when all weights are 1.</summary>
internal sealed class MeanAggregator : IAggregator
{
    public void Add(Span<double> partial, ReadOnlySpan<double> update, double weight) => ScaledSum.Add(partial, update, weight);

    public void Merge(Span<double> total, ReadOnlySpan<double> partial) => ScaledSum.Add(total, partial, 1);

    public void Complete(Span<double> total, double weight) => TensorPrimitives.Divide(total, weight, total);
}

namespace FedPG.Aggregation;

/// <summary>The weighted mean of the updates: the averaging of Algorithm 1 when all weights are 1.</summary>
internal sealed class MeanAggregator : IAggregator
{
    public void Add(Span<double> partial, ReadOnlySpan<double> update, double weight)
    {
        for (int i = 0; i < partial.Length; i++) partial[i] += weight * update[i];
    }

    public void Merge(Span<double> total, ReadOnlySpan<double> partial)
    {
        for (int i = 0; i < total.Length; i++) total[i] += partial[i];
    }

    public void Complete(Span<double> total, double weight)
    {
        for (int i = 0; i < total.Length; i++) total[i] /= weight;
    }
}

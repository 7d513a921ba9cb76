using FedPG.Aggregation;

namespace RoundProtocol.Sample.Tests;

/// <summary>The aggregation under test: a mean that no single update can carry further than a bound, coordinate by coordinate.</summary>
public sealed class ClippedMean(double bound) : IAggregator
{
    public void Add(Span<double> partial, ReadOnlySpan<double> update, double weight)
    {
        for (int i = 0; i < partial.Length; i++) partial[i] += weight * Math.Clamp(update[i], -bound, bound);
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

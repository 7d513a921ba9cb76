namespace FedPG.Aggregation;

/// <summary>
/// How updates become one: a fold that can be split over edges. Each edge adds its agents' updates in agent order, the server merges
/// the edges' partial results in edge order, so that every floating-point sum has one order wherever it is computed.
/// </summary>
public interface IAggregator
{
    /// <summary>Adds an update to an edge's partial result, in place.</summary>
    void Add(Span<double> partial, ReadOnlySpan<double> update, double weight);

    /// <summary>Adds an edge's partial result to the total, in place.</summary>
    void Merge(Span<double> total, ReadOnlySpan<double> partial);

    /// <summary>Turns the total into the aggregate, in place.</summary>
    /// <param name="total">The merged partial results.</param>
    /// <param name="weight">The sum of all weights, above 0.</param>
    void Complete(Span<double> total, double weight);
}

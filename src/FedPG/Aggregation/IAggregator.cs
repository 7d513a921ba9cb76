namespace FedPG.Aggregation;

/// <summary>
/// How updates become one: an update's partial aggregate, the merge of two neighbours, and what the root becomes. <see
/// cref="AggregateTree"/> merges along one fixed tree, so that the result has the same bits wherever a merge is computed. What the
/// numbers of a partial aggregate are is the aggregator's own business: a sum, a list of all updates, a list of some edges' means.
/// </summary>
/// <remarks>
/// An array that is handed in may be changed and returned. Any other array is the caller's again afterwards and must not be kept.
/// </remarks>
public interface IAggregator
{
    /// <summary>How many numbers a partial aggregate has; what another process sends with any other number is refused.</summary>
    /// <param name="parameters">The length of θ.</param>
    /// <param name="updates">How many updates are in the partial aggregate, at least 1.</param>
    int Length(int parameters, int updates) => parameters;

    /// <summary>The partial aggregate of one update.</summary>
    /// <param name="update">θ^c with its agent and weight.</param>
    double[] Lift(in PartialAggregate update);

    /// <summary>The partial aggregate of two neighbours of one level, both of which have updates.</summary>
    /// <param name="left">Of the agents with the lower numbers.</param>
    /// <param name="right">Of the agents that follow.</param>
    double[] Merge(in PartialAggregate left, in PartialAggregate right);

    /// <summary>θ̄.</summary>
    /// <param name="root">The partial aggregate of all agents, with one update at least.</param>
    double[] Complete(in PartialAggregate root);
}

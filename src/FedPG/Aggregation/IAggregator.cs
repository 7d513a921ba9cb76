namespace FedPG.Aggregation;

/// <summary>
/// Aggregates updates by three functions: the partial aggregate of one update, the merge of two neighbours, and the result from the root.
/// <see cref="AggregateTree"/> merges along one fixed tree, so the result has the same bits wherever a merge is computed. The aggregator
/// decides what the numbers of a partial aggregate mean: a sum, a list of all updates, a list of the means of some edges.
/// </summary>
/// <remarks>
/// The array of an argument may be changed and returned. An array that is not returned belongs to the caller afterwards and must not be
/// kept.
/// </remarks>
public interface IAggregator
{
    /// <summary>The largest length of a partial aggregate. Memory and messages are checked against it before a run begins.</summary>
    /// <param name="parameters">The length of an update: that of θ, unless the algorithm sends more.</param>
    /// <param name="updates">The number of updates in the partial aggregate, at least 1.</param>
    long Length(int parameters, int updates) => parameters;

    /// <summary>
    /// Whether a partial aggregate has a length that this aggregator produces; one of another length from another process is refused.
    /// </summary>
    /// <param name="part">A partial aggregate with updates.</param>
    /// <param name="parameters">The length of θ.</param>
    bool HasLength(in PartialAggregate part, int parameters) => part.Numbers?.Length == Length(parameters, part.Updates);

    /// <summary>Computes the partial aggregate of one update.</summary>
    /// <param name="update">θ^c with its agent and weight.</param>
    double[] Lift(in PartialAggregate update);

    /// <summary>Merges two neighbours of one level, both of which have updates.</summary>
    /// <param name="left">The partial aggregate of the agents with the lower numbers.</param>
    /// <param name="right">The partial aggregate of the agents that follow.</param>
    double[] Merge(in PartialAggregate left, in PartialAggregate right);

    /// <summary>Computes θ̄ from the root.</summary>
    /// <param name="root">The partial aggregate of all agents, with at least one update.</param>
    /// <param name="round">The round, with its broadcast.</param>
    double[] Complete(in PartialAggregate root, in AggregationRound round);
}

namespace FedPG.Aggregation;

/// <summary>
/// An aggregator that must see every update: partial aggregates are lists of updates in agent order. The server needs memory for the
/// updates of all agents.
/// </summary>
public abstract class ListAggregator : IAggregator
{
    /// <inheritdoc/>
    public long Length(int parameters, int updates) => UpdateList.Length(parameters, updates);

    /// <summary>Whether a part is a list of updates of its own agents, in order: agents of a foreign list could be any numbers.</summary>
    public bool HasLength(in PartialAggregate part, int parameters) =>
        part.Numbers?.Length == Length(parameters, part.Updates) && new UpdateList(part).IsOf(part);

    /// <inheritdoc/>
    public double[] Lift(in PartialAggregate update) => UpdateList.Row(update);

    /// <inheritdoc/>
    public double[] Merge(in PartialAggregate left, in PartialAggregate right) => [.. left.Numbers!, .. right.Numbers!];

    /// <inheritdoc/>
    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        double[] result = new double[round.Broadcast.Length];
        Combine(new UpdateList(root), round, result);
        return result;
    }

    /// <summary>Computes θ̄ from the updates of a round.</summary>
    /// <param name="updates">The updates, at least one. They may be changed.</param>
    /// <param name="round">The round.</param>
    /// <param name="result">The destination of θ̄.</param>
    protected abstract void Combine(UpdateList updates, in AggregationRound round, Span<double> result);
}

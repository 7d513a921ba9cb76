namespace FedPG.Aggregation;

/// <summary>
/// A node of the tree over agent numbers, and what the updates of its agents have become: the agents from Index · 2^Level, 2^Level of them.
/// Agents that were not asked, or whose updates were refused, are in it without an update.
/// </summary>
/// <param name="Level">0 is a single agent.</param>
/// <param name="Index">Which node of the level, from 0.</param>
public readonly record struct PartialAggregate(int Level, int Index)
{
    /// <summary>What the aggregator has made of the updates; null where there are none.</summary>
    public double[]? Numbers { get; init; }

    /// <summary>How many updates are in it.</summary>
    public int Updates { get; init; }

    /// <summary>The sum of their weights.</summary>
    public double Weight { get; init; }

    /// <summary>The sum of their weighted squared distances from the broadcast, for the round's drift.</summary>
    public double Squares { get; init; }

    /// <summary>The first agent.</summary>
    public int First => Index << Level;

    /// <summary>The agent after the last one; there may be fewer agents.</summary>
    public long End => ((long)Index + 1) << Level;

    /// <summary>The node above, where this node's sibling has no agents.</summary>
    internal PartialAggregate Raised() => this with { Level = Level + 1, Index = Index >> 1 };
}

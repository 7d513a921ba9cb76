namespace FedPG.Aggregation;

/// <summary>
/// A node of the tree over agent numbers, with the aggregate of its agents' updates. The node has the 2^Level agents from Index · 2^Level.
/// Agents that were not asked, or whose updates were refused, are included without an update.
/// </summary>
/// <param name="Level">The level; a node of level 0 is a single agent.</param>
/// <param name="Index">The index of the node in its level, from 0.</param>
public readonly record struct PartialAggregate(int Level, int Index)
{
    /// <summary>The aggregator's numbers; null without updates.</summary>
    public double[]? Numbers { get; init; }

    /// <summary>The number of updates in the aggregate.</summary>
    public int Updates { get; init; }

    /// <summary>The sum of the updates' weights.</summary>
    public double Weight { get; init; }

    /// <summary>The weighted sum of the updates' squared distances from the broadcast, for the round's drift.</summary>
    public double Squares { get; init; }

    /// <summary>The first agent.</summary>
    public int First => Index << Level;

    /// <summary>The number after that of the last agent; the federation may have fewer agents.</summary>
    public long End => ((long)Index + 1) << Level;

    /// <summary>The parent, if this node's sibling has no updates.</summary>
    internal PartialAggregate Raised() => this with { Level = Level + 1, Index = Index >> 1 };
}

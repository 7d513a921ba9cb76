using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;

namespace FedPG.Actors.Cluster;

/// <summary>A node's unanswered work: the broadcast of the last round and the edges still awaited. Immutable.</summary>
internal sealed record OpenWork
{
    private OpenWork(Broadcast broadcast, ImmutableSortedSet<int> edges) => (Broadcast, Edges) = (broadcast, edges);

    /// <summary>The round's broadcast.</summary>
    public Broadcast Broadcast { get; }

    /// <summary>The edges still awaited.</summary>
    public ImmutableSortedSet<int> Edges { get; }

    /// <summary>Whether nothing is awaited.</summary>
    public bool IsDone => Edges.IsEmpty;

    /// <summary>The open work after another assignment. One of a later round replaces the earlier work.</summary>
    public static OpenWork After(OpenWork? before, RoundAssignment assignment) =>
        before is not null && before.Broadcast.Round == assignment.Round
        ? new(assignment.Broadcast, before.Edges.Union(assignment.Edges))
        : new(assignment.Broadcast, [.. assignment.Edges]);

    /// <summary>The open work after an answer.</summary>
    /// <param name="update">The answer.</param>
    /// <param name="layout">Maps edges to agents.</param>
    public OpenWork Without(NodeUpdate update, EdgeLayout layout) =>
        update.Round == Broadcast.Round ? new(Broadcast, Edges.Except(update.EdgesIn(layout))) : this;

    /// <summary>The assignment to send again for edges that the node does not know; null if there is none.</summary>
    public RoundAssignment? Again(EdgesUnknown unknown)
    {
        var lost = Edges.Intersect(unknown.Edges);
        return unknown.Round == Broadcast.Round && !lost.IsEmpty ? new RoundAssignment(Broadcast, [.. lost]) : null;
    }

    /// <summary>An assignment of everything still awaited.</summary>
    public RoundAssignment Whole => new(Broadcast, [.. Edges]);
}

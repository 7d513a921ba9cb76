using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;

namespace FedPG.Actors.Cluster;

/// <summary>What a node was asked for and has not answered: the last round's broadcast and its edges. Immutable.</summary>
internal sealed record OpenWork
{
    private OpenWork(Broadcast broadcast, ImmutableSortedSet<int> edges) => (Broadcast, Edges) = (broadcast, edges);

    /// <summary>The round's broadcast.</summary>
    public Broadcast Broadcast { get; }

    /// <summary>The edges that are awaited.</summary>
    public ImmutableSortedSet<int> Edges { get; }

    /// <summary>Whether nothing is awaited.</summary>
    public bool IsDone => Edges.IsEmpty;

    /// <summary>After another assignment: of the same round, or of a later one, for which the earlier no longer counts.</summary>
    public static OpenWork After(OpenWork? before, RoundAssignment assignment) => before is not null && before.Broadcast.Round == assignment.Round
        ? new(assignment.Broadcast, before.Edges.Union(assignment.Edges))
        : new(assignment.Broadcast, [.. assignment.Edges]);

    /// <summary>After an answer.</summary>
    /// <param name="update">The answer.</param>
    /// <param name="layout">Which agents an edge has.</param>
    public OpenWork Without(NodeUpdate update, EdgeLayout layout) =>
        update.Round == Broadcast.Round ? new(Broadcast, Edges.Except(update.EdgesIn(layout))) : this;

    /// <summary>What to send again of edges the node does not know of; null is nothing.</summary>
    public RoundAssignment? Again(EdgesUnknown unknown)
    {
        var lost = Edges.Intersect(unknown.Edges);
        return unknown.Round == Broadcast.Round && !lost.IsEmpty ? new RoundAssignment(Broadcast, [.. lost]) : null;
    }

    /// <summary>All that is awaited.</summary>
    public RoundAssignment Whole => new(Broadcast, [.. Edges]);
}

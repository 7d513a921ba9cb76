using System.Collections.Immutable;

namespace FedPG.Actors.Placement;

/// <summary>
/// Assigns edges to nodes: a pure function of the nodes' joins and leaves, in order, and of the edges that other runs have there. An edge
/// goes to the node with the least load per core, and moves only if that lowers the larger of the two loads. Placement decides where work
/// is done and never changes a result. Immutable.
/// </summary>
internal sealed record NodePlacement
{
    private const int NoNode = -1;

    private NodePlacement(ImmutableArray<int> owners, ImmutableSortedDictionary<int, int> cores) => (Owners, Cores) = (owners, cores);

    /// <summary>The node of each edge; −1 for an edge without a node. [edges]</summary>
    public ImmutableArray<int> Owners { get; private init; }

    /// <summary>The present nodes and their core counts.</summary>
    public ImmutableSortedDictionary<int, int> Cores { get; private init; }

    /// <summary>Whether any edge has no node.</summary>
    public bool IsIncomplete => Owners.Contains(NoNode);

    /// <summary>A placement without nodes.</summary>
    /// <param name="edges">The number of edges, at least 1.</param>
    public static NodePlacement Empty(int edges)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(edges, 1);
        return new([.. Enumerable.Repeat(NoNode, edges)], ImmutableSortedDictionary<int, int>.Empty);
    }

    /// <summary>Adds a node. It gets its share at the next <see cref="Balanced"/>; until then it only gets edges without a node.</summary>
    /// <param name="node">The node's number.</param>
    /// <param name="cores">The node's cores, at least 1.</param>
    public NodePlacement Join(int node, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        return (this with { Cores = Cores.SetItem(node, cores) }).Completed();
    }

    /// <summary>Removes a node: its edges go to the others, in proportion to their cores.</summary>
    public NodePlacement Leave(int node)
    {
        var owners = Owners.Select(owner => owner == node ? NoNode : owner);
        return (this with { Cores = Cores.Remove(node), Owners = [.. owners] }).Completed();
    }

    /// <summary>The edges of a node, in order.</summary>
    public ImmutableArray<int> EdgesOf(int node) => [.. Enumerable.Range(0, Owners.Length).Where(edge => Owners[edge] == node)];

    /// <summary>Moves edges until no move would lower the larger of two loads per core.</summary>
    /// <param name="others">The number of edges of other runs on each node; 0 for nodes not listed.</param>
    public NodePlacement Balanced(IReadOnlyDictionary<int, int>? others = null)
    {
        if (Cores.Count <= 1) return Completed();
        var shares = new NodeShares(this, others);
        shares.AddRest();
        shares.Even();
        return With(shares.Edges);
    }

    /// <summary>Gives edges without a node to the nodes with the least load per core.</summary>
    private NodePlacement Completed()
    {
        if (Cores.IsEmpty || !IsIncomplete) return this;
        if (Cores.Count == 1) return this with { Owners = [.. Enumerable.Repeat(Cores.First().Key, Owners.Length)] };
        var shares = new NodeShares(this, others: null);
        shares.AddRest();
        return With(shares.Edges);
    }

    /// <summary>
    /// Gives each node the stated number of edges. A node keeps its first edges; the rest go to the nodes in order, consecutive edges
    /// together.
    /// </summary>
    private NodePlacement With(IReadOnlyDictionary<int, int> edges)
    {
        var missing = edges.ToDictionary();
        var owners = Owners.ToBuilder();
        for (int edge = 0; edge < owners.Count; edge++)
        {
            if (missing.TryGetValue(owners[edge], out int left) && left > 0) missing[owners[edge]] = left - 1;
            else owners[edge] = NoNode;
        }

        var rest = new Queue<int>(Cores.Keys.SelectMany(node => Enumerable.Repeat(node, missing[node])));
        for (int edge = 0; edge < owners.Count; edge++)
        {
            if (owners[edge] == NoNode) owners[edge] = rest.Dequeue();
        }

        return this with { Owners = owners.MoveToImmutable() };
    }
}

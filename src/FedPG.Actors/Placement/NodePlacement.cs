using System.Collections.Immutable;

namespace FedPG.Actors.Placement;

/// <summary>
/// Which node has which edges: a pure function of which nodes have joined and left, in order, and of what other runs have there. An edge
/// goes where the load of a core is least, and moves only where that lowers the larger of the two loads. It decides where work is done and
/// never what comes out. Immutable.
/// </summary>
public sealed record NodePlacement
{
    private const int Nobody = -1;

    private NodePlacement(ImmutableArray<int> owners, ImmutableSortedDictionary<int, int> cores) => (Owners, Cores) = (owners, cores);

    /// <summary>The node that has each edge; −1 where none has it. [edges]</summary>
    public ImmutableArray<int> Owners { get; private init; }

    /// <summary>The nodes that are there, with their cores.</summary>
    public ImmutableSortedDictionary<int, int> Cores { get; private init; }

    /// <summary>Whether some edge has no node.</summary>
    public bool IsIncomplete => Owners.Contains(Nobody);

    /// <summary>Edges that nobody has yet.</summary>
    /// <param name="edges">How many edges there are, at least 1.</param>
    public static NodePlacement Empty(int edges)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(edges, 1);
        return new([.. Enumerable.Repeat(Nobody, edges)], ImmutableSortedDictionary<int, int>.Empty);
    }

    /// <summary>With a node more. It takes its share at the next <see cref="Balanced"/>; until then only edges that nobody has are its own.</summary>
    /// <param name="node">Its number.</param>
    /// <param name="cores">Its cores, at least 1.</param>
    public NodePlacement Join(int node, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        return (this with { Cores = Cores.SetItem(node, cores) }).Completed();
    }

    /// <summary>Without a node: its edges go to the others, in proportion to their cores.</summary>
    public NodePlacement Leave(int node)
    {
        var owners = Owners.Select(owner => owner == node ? Nobody : owner);
        return (this with { Cores = Cores.Remove(node), Owners = [.. owners] }).Completed();
    }

    /// <summary>The edges a node has, in order.</summary>
    public ImmutableArray<int> EdgesOf(int node) => [.. Enumerable.Range(0, Owners.Length).Where(edge => Owners[edge] == node)];

    /// <summary>No edge could be placed where a core has less to do than where the edge is.</summary>
    /// <param name="others">How many edges of other runs each node has; a node that is not named has none.</param>
    public NodePlacement Balanced(IReadOnlyDictionary<int, int>? others = null)
    {
        if (Cores.Count <= 1) return Completed();
        var shares = new NodeShares(this, others);
        shares.AddRest();
        shares.Even();
        return With(shares.Edges);
    }

    /// <summary>Edges without a node go where the load of a core is least.</summary>
    private NodePlacement Completed()
    {
        if (Cores.IsEmpty || !IsIncomplete) return this;
        if (Cores.Count == 1) return this with { Owners = [.. Enumerable.Repeat(Cores.First().Key, Owners.Length)] };
        var shares = new NodeShares(this, others: null);
        shares.AddRest();
        return With(shares.Edges);
    }

    /// <summary>
    /// So many edges for each node. It keeps its first ones; those that are left go to the nodes in order, consecutive edges together.
    /// </summary>
    private NodePlacement With(IReadOnlyDictionary<int, int> edges)
    {
        var missing = edges.ToDictionary();
        var owners = Owners.ToBuilder();
        for (int edge = 0; edge < owners.Count; edge++)
        {
            if (missing.TryGetValue(owners[edge], out int left) && left > 0) missing[owners[edge]] = left - 1;
            else owners[edge] = Nobody;
        }

        var rest = new Queue<int>(Cores.Keys.SelectMany(node => Enumerable.Repeat(node, missing[node])));
        for (int edge = 0; edge < owners.Count; edge++)
        {
            if (owners[edge] == Nobody) owners[edge] = rest.Dequeue();
        }

        return this with { Owners = owners.MoveToImmutable() };
    }
}

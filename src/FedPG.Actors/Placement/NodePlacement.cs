using System.Collections.Immutable;

namespace FedPG.Actors.Placement;

/// <summary>
/// Which node has which edges: a pure function of who has joined and left, in order. Nodes get edges in proportion to their cores; edges move only
/// when somebody has too many. It decides where work is done and never what comes out. Immutable.
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

    /// <summary>Every node has its share: those with too many give their last edges to those with too few.</summary>
    public NodePlacement Balanced()
    {
        if (Cores.Count <= 1) return Completed();
        var shares = Shares();
        var owners = Owners.ToBuilder();
        var kept = new Dictionary<int, int>();
        for (int edge = 0; edge < owners.Count; edge++)
        {
            if (owners[edge] == Nobody) continue;
            int count = kept[owners[edge]] = kept.GetValueOrDefault(owners[edge]) + 1;
            if (count > shares[owners[edge]]) owners[edge] = Nobody;
        }

        return (this with { Owners = owners.MoveToImmutable() }).Completed();
    }

    /// <summary>Edges without a node go, in order, to the node that is furthest below its share.</summary>
    private NodePlacement Completed()
    {
        if (Cores.IsEmpty || !IsIncomplete) return this;
        if (Cores.Count == 1) return this with { Owners = [.. Enumerable.Repeat(Cores.First().Key, Owners.Length)] };
        var shares = Shares();
        var missing = shares.ToDictionary(share => share.Key, share => share.Value - EdgesOf(share.Key).Length);
        var owners = Owners.ToBuilder();
        for (int edge = 0; edge < owners.Count; edge++)
        {
            if (owners[edge] != Nobody) continue;
            int node = missing.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).First().Key;
            owners[edge] = node;
            missing[node]--;
        }

        return this with { Owners = owners.MoveToImmutable() };
    }

    /// <summary>How many edges each node should have: proportional to cores, rounded by the largest remainders, earlier nodes first.</summary>
    private ImmutableSortedDictionary<int, int> Shares()
    {
        long total = Cores.Values.Sum(cores => (long)cores), edges = Owners.Length;
        var shares = Cores.ToDictionary(node => node.Key, node => (int)(edges * node.Value / total));
        var byRemainder = Cores.OrderByDescending(node => edges * node.Value % total).ThenBy(node => node.Key);
        foreach (var node in byRemainder.Take((int)(edges - shares.Values.Sum(share => (long)share)))) shares[node.Key]++;
        return shares.ToImmutableSortedDictionary();
    }
}

namespace FedPG.Actors.Placement;

/// <summary>Computes how many edges of a run each node gets, one edge at a time.</summary>
internal sealed class NodeShares
{
    private readonly NodePlacement _placement;
    private readonly int[] _nodes;
    private readonly long[] _cores;
    private readonly long[] _loads;
    private readonly int[] _edges;

    /// <summary>Starts from the nodes' current shares.</summary>
    /// <param name="placement">The run's current placement.</param>
    /// <param name="others">The number of edges of other runs on each node.</param>
    public NodeShares(NodePlacement placement, IReadOnlyDictionary<int, int>? others)
    {
        _placement = placement;
        _nodes = [.. placement.Cores.Keys];
        _cores = [.. placement.Cores.Values.Select(cores => (long)cores)];
        var own = placement.Owners.CountBy(owner => owner).ToDictionary();
        _edges = [.. _nodes.Select(node => own.GetValueOrDefault(node))];
        _loads = [.. _nodes.Select((node, i) => (long)_edges[i] + (others?.GetValueOrDefault(node) ?? 0))];
    }

    /// <summary>The number of edges of each node.</summary>
    public Dictionary<int, int> Edges => _nodes.Zip(_edges).ToDictionary();

    /// <summary>Adds the edges without a node, each to the node that then has the least load per core.</summary>
    public void AddRest()
    {
        for (int rest = _placement.Owners.Length - _edges.Sum(); rest > 0; rest--) Add(Least(), 1);
    }

    /// <summary>Moves edges as long as a move lowers the larger of two loads per core.</summary>
    public void Even()
    {
        while (Most() is { } from && Least() is var to && (_loads[to] + 1) * _cores[from] < _loads[from] * _cores[to])
        {
            Add(from, -1);
            Add(to, 1);
        }
    }

    private void Add(int index, int edges)
    {
        _edges[index] += edges;
        _loads[index] += edges;
    }

    /// <summary>The node that would have the least load per core with one more edge; the first of equals.</summary>
    private int Least()
    {
        int least = 0;
        for (int i = 1; i < _nodes.Length; i++)
        {
            if ((_loads[i] + 1) * _cores[least] < (_loads[least] + 1) * _cores[i]) least = i;
        }

        return least;
    }

    /// <summary>The node with the most load per core among those with an edge of this run; the last of equals.</summary>
    private int? Most()
    {
        int? most = null;
        for (int i = 0; i < _nodes.Length; i++)
        {
            if (_edges[i] > 0 && (most is not { } m || _loads[i] * _cores[m] >= _loads[m] * _cores[i])) most = i;
        }

        return most;
    }
}

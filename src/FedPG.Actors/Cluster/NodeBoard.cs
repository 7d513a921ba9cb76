using System.Collections.Immutable;
using System.Globalization;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Cluster;

/// <summary>The nodes of a cluster for those outside the actors. Safe for use by several threads.</summary>
internal sealed class NodeBoard
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly Dictionary<RunId, IReadOnlyDictionary<string, int>> _edges = [];
    private ClusterView _view = new();

    /// <summary>Told of the nodes when they change.</summary>
    public event Action<ImmutableArray<NodeShare>>? Changed;

    /// <summary>The nodes now.</summary>
    public ImmutableArray<NodeShare> Nodes
    {
        get
        {
            lock (_lock) return Shares();
        }
    }

    /// <summary>The cluster has changed.</summary>
    public void Show(ClusterView view)
    {
        lock (_lock)
        {
            _view = view;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= view.Reachable)) reached.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Count <= view.Reachable);
        }

        Changed?.Invoke(Nodes);
    }

    /// <summary>The board as a run sees it: the edges of the others count as load.</summary>
    public IPlacementBoard Of(RunId run) => new RunBoard(this, run);

    /// <summary>How many edges each core of a node has, of all runs together.</summary>
    public double LoadOf(string key, int cores)
    {
        lock (_lock) return (double)EdgesOf(key) / cores;
    }

    /// <summary>A run has ended.</summary>
    public void End(RunId run)
    {
        lock (_lock) _edges.Remove(run);
    }

    /// <summary>Completes when so many nodes answer.</summary>
    public Task AwaitAsync(int count)
    {
        lock (_lock)
        {
            if (_view.Reachable >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }

    private ImmutableArray<NodeShare> Shares() =>
    [
        .. _view.Nodes.Select(node => new NodeShare(
            string.Create(CultureInfo.InvariantCulture, $"{node.Value.Address.Host}:{node.Value.Address.Port}"),
            node.Value.Cores,
            node.Value.IsReachable,
            EdgesOf(node.Key.ToString()))),
    ];

    private int EdgesOf(string key) => _edges.Values.Sum(run => run.GetValueOrDefault(key));

    private NodePlacement Balance(RunId run, NodePlacement placement, IReadOnlyDictionary<string, int> numbers)
    {
        // One run after the other: two that looked at the same loads would both move to the same node.
        lock (_lock)
        {
            _edges.Remove(run);
            placement = placement.Balanced(numbers.ToDictionary(node => node.Value, node => EdgesOf(node.Key)));
            _edges[run] = numbers.ToDictionary(node => node.Key, node => placement.EdgesOf(node.Value).Length);
        }

        Changed?.Invoke(Nodes);
        return placement;
    }

    private sealed class RunBoard(NodeBoard board, RunId run) : IPlacementBoard
    {
        public NodePlacement Balance(NodePlacement placement, IReadOnlyDictionary<string, int> numbers) =>
            board.Balance(run, placement, numbers);
    }
}

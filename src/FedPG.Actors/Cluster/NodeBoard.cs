using System.Collections.Immutable;
using System.Globalization;
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

    /// <summary>A run has placed its edges.</summary>
    /// <param name="run">The run.</param>
    /// <param name="edges">How many each node has, by its key.</param>
    public void Place(RunId run, IReadOnlyDictionary<string, int> edges)
    {
        lock (_lock) _edges[run] = edges;
        Changed?.Invoke(Nodes);
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
            _edges.Values.Sum(run => run.GetValueOrDefault(node.Key.ToString())))),
    ];
}

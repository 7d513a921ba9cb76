using System.Collections.Immutable;
using System.Globalization;
using Akka.Event;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;
using FedPG.Actors.Telemetry;

namespace FedPG.Actors.Cluster;

/// <summary>The nodes of a cluster and their edges, for code outside the actors. Thread-safe.</summary>
internal sealed class NodeRegistry
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly Dictionary<RunId, IReadOnlyDictionary<string, int>> _edges = [];
    private ClusterView _view = new();

    /// <summary>Raised with the nodes when they change.</summary>
    public event Action<ImmutableArray<NodeShare>>? Changed;

    /// <summary>Receives the errors of the event's handlers.</summary>
    public ILoggingAdapter? Log { get; set; }

    /// <summary>The current nodes.</summary>
    public ImmutableArray<NodeShare> Nodes
    {
        get
        {
            lock (_lock) return Shares();
        }
    }

    /// <summary>The current nodes, as telemetry reads them.</summary>
    public IReadOnlyList<LiveFederations.NodeReading> Read() =>
        [.. Nodes.Select(node => new LiveFederations.NodeReading(node.Address, node.IsReachable, node.Edges))];

    /// <summary>Records a change of the cluster.</summary>
    public void Update(ClusterView view)
    {
        lock (_lock)
        {
            _view = view;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= view.Reachable)) reached.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Count <= view.Reachable);
        }

        Raise();
    }

    /// <summary>The registry as seen by one run: the edges of other runs count as load.</summary>
    public IPlacementRegistry Of(RunId run) => new RunRegistry(this, run);

    /// <summary>The load of a node: its edges of all runs, per core.</summary>
    public double LoadOf(string key, int cores)
    {
        lock (_lock) return (double)EdgesOf(key) / cores;
    }

    /// <summary>Removes a run that has ended.</summary>
    public void End(RunId run)
    {
        lock (_lock) _edges.Remove(run);
    }

    /// <summary>Completes when this many nodes are reachable.</summary>
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
        // One run at a time: two runs that see the same loads would both move edges to the same node.
        lock (_lock)
        {
            _edges.Remove(run);
            placement = placement.Balanced(numbers.ToDictionary(node => node.Value, node => EdgesOf(node.Key)));
            _edges[run] = numbers.ToDictionary(node => node.Key, node => placement.EdgesOf(node.Value).Length);
        }

        Raise();
        return placement;
    }

    /// <summary>Tells the handlers, which must not end the actor that has changed the nodes.</summary>
    private void Raise()
    {
        var nodes = Nodes;
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(nodes);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Log?.Warning(error, "a handler of changed nodes failed");
            }
        }
    }

    private sealed class RunRegistry(NodeRegistry registry, RunId run) : IPlacementRegistry
    {
        public NodePlacement Balance(NodePlacement placement, IReadOnlyDictionary<string, int> numbers) =>
            registry.Balance(run, placement, numbers);
    }
}

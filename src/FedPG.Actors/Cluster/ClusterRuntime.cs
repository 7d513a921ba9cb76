using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using FedPG.Actors.Runtime;
using FedPG.Actors.Server;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Runs federations on the nodes of a cluster, whose server this process is. The result is that of every other runtime, whichever nodes come and go.
/// Several runs may go on at once; they share the nodes.
/// </summary>
public sealed class ClusterRuntime : IFederationRuntime, IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly TimeSpan? _watchdog;
    private readonly IActorRef _watcher;
    private readonly NodeBoard _board;

    private ClusterRuntime(ActorSystem system, IActorRef watcher, NodeBoard board, TimeSpan? watchdog) =>
        (_system, _watcher, _board, _watchdog) = (system, watcher, board, watchdog);

    /// <summary>The nodes, whenever they change.</summary>
    public event Action<ImmutableArray<NodeShare>>? NodesChanged
    {
        add => _board.Changed += value;
        remove => _board.Changed -= value;
    }

    /// <summary>The nodes now.</summary>
    public ImmutableArray<NodeShare> Nodes => _board.Nodes;

    /// <summary>The port this process listens on.</summary>
    public int Port => ClusterSystem.PortOf(_system);

    /// <summary>Starts the server's process of a cluster.</summary>
    /// <param name="options">How it takes part.</param>
    /// <param name="port">The port it listens on; 0 is any free one.</param>
    /// <param name="akka">Akka's settings of the user's own.</param>
    /// <param name="watchdog">How long no training may end on a node before silent agents are replaced; null is for ever.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SpecificationException">The port is taken, a certificate is missing, or no seed node could be joined in time.</exception>
    public static async Task<ClusterRuntime> StartAsync(
        ClusterOptions options, int port, Config? akka = null, TimeSpan? watchdog = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var board = new NodeBoard();
        IActorRef? watcher = null;
        var system = await ClusterSystem.JoinAsync(
            options,
            akka ?? Config.Empty,
            ClusterRole.Server,
            port,
            threads: 1,
            system => watcher = system.ActorOf(NodeWatcher.Props(board.Show), "nodes"),
            cancellationToken).ConfigureAwait(false);
        return new ClusterRuntime(system, watcher!, board, watchdog);
    }

    /// <summary>Waits until nodes are there.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AwaitNodesAsync(int count, CancellationToken cancellationToken = default) => _board.AwaitAsync(count).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="FederationException">An agent's training kept failing.</exception>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var plan = new FederationPlan(specification) { Watchdog = _watchdog };
        var outcomes = new OutcomeChannel(plan.Algorithm.ParameterCount);
        var server = _system.ActorOf(ServerActor.Props(plan, outcomes.Writer, start, localNodes: 0), $"server-{plan.Run}");
        _watcher.Tell(new NodeWatcher.Serve(server, plan));
        try
        {
            await foreach (var outcome in outcomes.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return outcome;
        }
        finally
        {
            await server.GracefulStop(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() =>
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).ConfigureAwait(false);

    /// <summary>The nodes for those outside the actors.</summary>
    private sealed class NodeBoard
    {
        private readonly Lock _lock = new();
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

        public event Action<ImmutableArray<NodeShare>>? Changed;

        public ImmutableArray<NodeShare> Nodes { get; private set; } = [];

        public void Show(ClusterView view)
        {
            var nodes = view.Nodes.Values.Select(node => new NodeShare(
                string.Create(CultureInfo.InvariantCulture, $"{node.Address.Host}:{node.Address.Port}"), node.Cores, node.IsReachable));
            lock (_lock)
            {
                Nodes = [.. nodes];
                foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= view.Reachable)) reached.TrySetResult();
                _waiting.RemoveAll(waiting => waiting.Count <= view.Reachable);
            }

            Changed?.Invoke(Nodes);
        }

        public Task AwaitAsync(int count)
        {
            lock (_lock)
            {
                if (Nodes.Count(node => node.IsReachable) >= count) return Task.CompletedTask;
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((count, reached));
                return reached.Task;
            }
        }
    }
}

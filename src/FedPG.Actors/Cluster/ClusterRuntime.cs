using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Options;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Actors.Training;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Runs federations on the nodes of a cluster; this process is the server. The result is the same as with every other runtime, whichever
/// nodes join or leave. Several runs may be active at once; they share the nodes.
/// </summary>
public sealed class ClusterRuntime : IFederationRuntime, IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly TimeSpan? _watchdog;
    private readonly IActorRef _watcher;
    private readonly NodeRegistry _registry;
    private readonly Lazy<Task> _leadership;

    private ClusterRuntime(ActorSystem system, IActorRef watcher, NodeRegistry registry, TimeSpan? watchdog, FederationCatalogue? catalogue)
    {
        (_system, _watcher, _registry, _watchdog, _leadership) = (system, watcher, registry, watchdog, new(() => Leadership.Await(system)));
        Catalogue = catalogue ?? FederationCatalogue.Default;
    }

    /// <inheritdoc/>
    public FederationCatalogue Catalogue { get; }

    private bool OwnsSystem { get; init; } = true;

    /// <summary>Raised with the current nodes whenever they change. An exception of a handler is logged.</summary>
    public event Action<ImmutableArray<NodeShare>>? NodesChanged
    {
        add => _registry.Changed += value;
        remove => _registry.Changed -= value;
    }

    /// <summary>The current nodes.</summary>
    public ImmutableArray<NodeShare> Nodes => _registry.Nodes;

    /// <summary>The actor that watches the nodes.</summary>
    internal IActorRef Watcher => _watcher;

    /// <summary>Why this server cannot do its part in the cluster now, in words; null if it can. It does not need nodes for
    /// that.</summary>
    public string? Obstacle => ClusterReadiness.Obstacle(_system);

    /// <summary>The port this process listens on.</summary>
    public int Port => ClusterSystem.PortOf(_system);

    /// <summary>Starts a cluster's server in this process.</summary>
    /// <param name="options">The cluster's settings.</param>
    /// <param name="port">The port to listen on; 0 = any free port.</param>
    /// <param name="akka">The user's own Akka settings.</param>
    /// <param name="watchdog">Silent agents are replaced when no training has ended on their node for this long; null = never.</param>
    /// <param name="runsExperiments">Whether this server runs experiments; if not, it only serves as a seed node.</param>
    /// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    /// <param name="cancellationToken">Cancels the join.</param>
    /// <exception cref="SpecificationException">The port is in use, or a certificate is missing.</exception>
    /// <exception cref="ClusterNotFoundException">No seed node could be joined in time.</exception>
    public static async Task<ClusterRuntime> StartAsync(
        ClusterOptions options,
        int port,
        Config? akka = null,
        TimeSpan? watchdog = null,
        bool runsExperiments = true,
        FederationCatalogue? catalogue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var registry = new NodeRegistry();
        IActorRef? watcher = null;
        var system = await ClusterSystem.JoinAsync(
            options,
            akka ?? Config.Empty,
            runsExperiments ? [ClusterRole.Server, ClusterRole.Runner] : [ClusterRole.Server],
            port,
            threads: 1,
            catalogue ?? FederationCatalogue.Default,
            system => watcher = system.ActorOf(NodeWatcher.Props(registry), "nodes"),
            cancellationToken).ConfigureAwait(false);
        return new ClusterRuntime(system, watcher!, registry, watchdog, catalogue);
    }

    /// <summary>
    /// A runtime on an actor system that was set up with <c>WithFederationServer</c> and has joined its cluster; the caller keeps ownership
    /// of the system.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="watchdog">As in <see cref="StartAsync"/>.</param>
    /// <param name="catalogue">As in <see cref="StartAsync"/>.</param>
    public static ClusterRuntime On(ActorSystem system, TimeSpan? watchdog = null, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var registry = new NodeRegistry();
        return new ClusterRuntime(
            system, system.ActorOf(NodeWatcher.Props(registry)), registry, watchdog, catalogue)
        { OwnsSystem = false };
    }

    /// <summary>
    /// Checks that a run's largest messages can be sent, and that nodes can build its environments. <see cref="RunAsync"/> does so too: a
    /// caller who checks when it plans a run refuses it before anything is written.
    /// </summary>
    /// <param name="specification">The run.</param>
    /// <param name="catalogue">As in <see cref="StartAsync"/>.</param>
    /// <exception cref="SpecificationException">The run does not fit; the message is one line.</exception>
    public static void RequireFit(FederationSpecification specification, FederationCatalogue? catalogue = null) =>
        RemoteEnd.RequireFit(new FederationPlan(specification, catalogue));

    /// <summary>Waits until enough nodes are reachable.</summary>
    /// <param name="count">The number of nodes to wait for.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task AwaitNodesAsync(int count, CancellationToken cancellationToken = default) =>
        _registry.AwaitAsync(count).WaitAsync(cancellationToken);

    /// <summary>
    /// Waits until this server is the leader, which runs the experiments: the oldest server of the cluster that has called this method.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task AwaitLeadershipAsync(CancellationToken cancellationToken = default) => _leadership.Value.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="FederationException">An agent's training kept failing.</exception>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var run = RunId.New();
        var plan = new FederationPlan(specification, Catalogue) { Run = run, Watchdog = _watchdog, Registry = _registry.Of(run) };
        RemoteEnd.RequireFit(plan);
        var outcomes = new OutcomeChannel(plan.Algorithm);
        var server = _system.ActorOf(ServerActor.Props(plan, outcomes.Writer, start, localNodes: 0), $"server-{plan.Run}");
        _watcher.Tell(new NodeWatcher.Serve(server, plan));
        try
        {
            await foreach (var outcome in outcomes.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return outcome;
        }
        finally
        {
            var ending = server.GracefulStop(Timeout.InfiniteTimeSpan);

            // The server stops after the message that it is handling. An interrupted run must end soon, so it does not wait for a long one,
            // such as the end of a round with large updates.
            if (cancellationToken.IsCancellationRequested)
                await Task.WhenAny(ending, Task.Delay(ActorRuntime.Patience, CancellationToken.None)).ConfigureAwait(false);
            else await ending.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (OwnsSystem) await Departure.LeaveAsync(_system).ConfigureAwait(false);
        else _system.Stop(_watcher);
    }
}

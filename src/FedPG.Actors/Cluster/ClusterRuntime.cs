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
/// Runs federations on the nodes of a cluster, whose server this process is. The result is that of every other runtime, whichever nodes
/// come and go. Several runs may go on at once; they share the nodes.
/// </summary>
public sealed class ClusterRuntime : IFederationRuntime, IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly TimeSpan? _watchdog;
    private readonly IActorRef _watcher;
    private readonly NodeBoard _board;
    private readonly Lazy<Task> _leadership;

    private ClusterRuntime(ActorSystem system, IActorRef watcher, NodeBoard board, TimeSpan? watchdog, FederationCatalogue? catalogue)
    {
        (_system, _watcher, _board, _watchdog, _leadership) = (system, watcher, board, watchdog, new(() => Leadership.Await(system)));
        Catalogue = catalogue ?? FederationCatalogue.Default;
    }

    /// <inheritdoc/>
    public FederationCatalogue Catalogue { get; }

    private bool OwnsSystem { get; init; } = true;

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
    /// <param name="runsExperiments">Whether it runs any; if not, it is there for others to join by.</param>
    /// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SpecificationException">The port is taken, a certificate is missing, or no seed node could be joined in time.</exception>
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
        var board = new NodeBoard();
        IActorRef? watcher = null;
        var system = await ClusterSystem.JoinAsync(
            options,
            akka ?? Config.Empty,
            runsExperiments ? [ClusterRole.Server, ClusterRole.Runner] : [ClusterRole.Server],
            port,
            threads: 1,
            catalogue ?? FederationCatalogue.Default,
            system => watcher = system.ActorOf(NodeWatcher.Props(board), "nodes"),
            cancellationToken).ConfigureAwait(false);
        return new ClusterRuntime(system, watcher!, board, watchdog, catalogue);
    }

    /// <summary>
    /// A runtime on an actor system that was set up with <c>WithFederationServer</c> and has joined its cluster; the system stays its
    /// owner's.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="watchdog">As in <see cref="StartAsync"/>.</param>
    /// <param name="catalogue">As in <see cref="StartAsync"/>.</param>
    public static ClusterRuntime On(ActorSystem system, TimeSpan? watchdog = null, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var board = new NodeBoard();
        return new ClusterRuntime(system, system.ActorOf(NodeWatcher.Props(board)), board, watchdog, catalogue) { OwnsSystem = false };
    }

    /// <summary>Waits until nodes are there.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AwaitNodesAsync(int count, CancellationToken cancellationToken = default) => _board.AwaitAsync(count).WaitAsync(cancellationToken);

    /// <summary>
    /// Waits until this server is the one that runs experiments: the oldest of those of the cluster that wait for it too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AwaitLeadershipAsync(CancellationToken cancellationToken = default) => _leadership.Value.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="FederationException">An agent's training kept failing.</exception>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var run = RunId.New();
        var plan = new FederationPlan(specification, Catalogue) { Run = run, Watchdog = _watchdog, Board = _board.Of(run) };
        RemoteEnd.RequireFit(plan.Algorithm.ParameterCount, plan.Layout.EdgeCount);
        var outcomes = new OutcomeChannel(plan.Algorithm.ParameterCount);
        var server = _system.ActorOf(ServerActor.Props(plan, outcomes.Writer, start, localNodes: 0), $"server-{plan.Run}");
        _watcher.Tell(new NodeWatcher.Serve(server, plan));
        try
        {
            await foreach (var outcome in outcomes.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return outcome;
        }
        finally
        {
            var ending = server.GracefulStop(Timeout.InfiniteTimeSpan);
            if (cancellationToken.IsCancellationRequested) await Task.WhenAny(ending, Task.Delay(ActorRuntime.Patience, CancellationToken.None)).ConfigureAwait(false);
            else await ending.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (OwnsSystem) await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).ConfigureAwait(false);
        else _system.Stop(_watcher);
    }
}

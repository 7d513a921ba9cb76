using Akka.Actor;
using Akka.Configuration;
using FedPG.Actors.Options;
using FedPG.Federation;

namespace FedPG.Actors.Cluster;

/// <summary>
/// A long-lived process that trains agents for the servers of a cluster. When the node is downed, or the cluster has lost its last server,
/// the node starts a new actor system and joins again.
/// </summary>
public sealed class AgentsNode
{
    private readonly ClusterOptions _options;
    private readonly Config _akka;
    private readonly int _port;
    private readonly int _threads;
    private readonly FederationCatalogue _catalogue;
    private readonly RunCount _runs = new();
    private volatile ActorSystem? _system;

    /// <summary>Creates a node, which does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="options">The cluster's settings.</param>
    /// <param name="port">The port to listen on; 0 = any free port.</param>
    /// <param name="threads">Compute threads; 0 = one per core.</param>
    /// <param name="akka">The user's own Akka settings.</param>
    /// <param name="catalogue">What the names in a run's specification stand for; <see cref="FederationCatalogue.Default"/> when
    /// null.</param>
    public AgentsNode(ClusterOptions options, int port = 0, int threads = 0, Config? akka = null, FederationCatalogue? catalogue = null)
    {
        (_options, _port, _threads) = (options, port, threads);
        _akka = akka ?? Config.Empty;
        _catalogue = catalogue ?? FederationCatalogue.Default;
    }

    /// <summary>Called once, when the node first starts to contact its seed nodes.</summary>
    public Action? Waiting { get; init; }

    /// <summary>Called after each join, with the port the node listens on.</summary>
    public Action<int>? Joined { get; init; }

    /// <summary>Called when the node was downed or the cluster has lost its last server; the node then tries to join again.</summary>
    public Action? Lost { get; init; }

    /// <summary>Why this node cannot train agents now, in words; null if it can: it has joined and reaches a server.</summary>
    public string? Obstacle => _system is { } system ? ClusterReadiness.Obstacle(system) : "the node is not connected";

    /// <summary>The number of runs this node has trained agents for.</summary>
    public int Runs => _runs.Value;

    /// <summary>
    /// Trains agents until cancelled, then leaves the cluster. This takes about a second at most: if members cannot be reached, the actor
    /// system ends after this method.
    /// </summary>
    /// <exception cref="SpecificationException">The first join failed: the port is in use or a certificate is missing.</exception>
    /// <exception cref="ClusterNotFoundException">No seed node answered in time at the first join.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool hasJoined = false;
        var pause = TimeSpan.Zero;
        while (!cancellationToken.IsCancellationRequested)
        {
            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                var system = await JoinAsync(lost, hasJoined ? null : Waiting, cancellationToken).ConfigureAwait(false);
                (hasJoined, pause) = (true, TimeSpan.Zero);
                Joined?.Invoke(ClusterSystem.PortOf(system));
                await LiveAsync(system, lost.Task, cancellationToken).ConfigureAwait(false);
                if (!cancellationToken.IsCancellationRequested) Lost?.Invoke();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (SpecificationException error) when (hasJoined && error is not ForeignVersionException)
            {
                // The server may need some time to restart.
                pause = Backoff.After(pause);
                await Task.Delay(pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<ActorSystem> JoinAsync(TaskCompletionSource lost, Action? waiting, CancellationToken cancellationToken) =>
        ClusterSystem.JoinAsync(
        _options,
        _akka,
        [ClusterRole.Agents],
        _port,
        _threads,
        _catalogue,
        system =>
        {
            _system = system;
            system.ActorOf(NodeHost.Props(_catalogue, _runs), NodeHost.Name);
            system.ActorOf(ServerWatch.Props(lost), "server-watch");
            waiting?.Invoke();
        },
        cancellationToken);

    /// <summary>Completes when the node is cancelled, downed or without a server.</summary>
    private static async Task LiveAsync(ActorSystem system, Task lost, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
        await Task.WhenAny(system.WhenTerminated, lost, cancelled.Task).ConfigureAwait(false);
        if (cancelled.Task.IsCompleted)
        {
            await Departure.LeaveAsync(system).ConfigureAwait(false);
            return;
        }

        // The next system may listen on the same port.
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).ConfigureAwait(false);
        await system.WhenTerminated.ConfigureAwait(false);
    }
}

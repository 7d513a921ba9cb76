using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Actors.Training;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors;

/// <summary>
/// Runs federations as actors in this process: a server, a node, edges and one actor per agent. Training runs on dedicated compute threads.
/// Several runs may be active at once; they share the threads.
/// </summary>
public sealed class ActorRuntime : IFederationRuntime, IAsyncDisposable
{
    /// <summary>
    /// How long an interrupted run waits for trainings in progress. After that, each actor still ends when its own training does.
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private readonly ActorSystem _system;
    private readonly bool _ownsSystem;
    private readonly TimeSpan? _watchdog;
    private volatile bool _hasAbandoned;

    private ActorRuntime(ActorSystem system, bool ownsSystem, TimeSpan? watchdog, FederationCatalogue? catalogue)
    {
        (_system, _ownsSystem, _watchdog) = (system, ownsSystem, watchdog);
        Catalogue = catalogue ?? FederationCatalogue.Default;
    }

    /// <inheritdoc/>
    public FederationCatalogue Catalogue { get; }

    /// <summary>Starts a runtime with its own actor system, which ends when the runtime is disposed.</summary>
    /// <param name="threads">Compute threads; 0 = one per core. The result does not depend on this number.</param>
    /// <param name="watchdog">Silent agents are replaced when no training has ended for this long; null = never.</param>
    /// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    public static ActorRuntime Start(int threads = 0, TimeSpan? watchdog = null, FederationCatalogue? catalogue = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var configuration = ConfigurationFactory.ParseString($"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = WARNING
            akka.stdout-logger-class = "{typeof(StandardErrorLogger).AssemblyQualifiedName}"
            akka.log-dead-letters = off
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            """);
        var system = ActorSystem.Create("fedpg", ComputeDispatcher.Configuration(threads).WithFallback(configuration));
        return new ActorRuntime(system, ownsSystem: true, watchdog, catalogue);
    }

    /// <summary>A runtime on an actor system that was set up with <c>WithFederation</c>; the caller keeps ownership of the
    /// system.</summary>
    /// <exception cref="ConfigurationException">The system has no compute dispatcher.</exception>
    /// <param name="system">The system.</param>
    /// <param name="watchdog">As in <see cref="Start"/>.</param>
    /// <param name="catalogue">As in <see cref="Start"/>.</param>
    public static ActorRuntime On(ActorSystem system, TimeSpan? watchdog = null, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.Dispatchers.HasDispatcher(ComputeDispatcher.Id)
            ? new ActorRuntime(system, ownsSystem: false, watchdog, catalogue)
            : throw new ConfigurationException(
                $"The actor system has no dispatcher '{ComputeDispatcher.Id}': set it up with WithFederation().");
    }

    /// <inheritdoc/>
    /// <exception cref="FederationException">An agent's training kept failing.</exception>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        var plan = new FederationPlan(specification, Catalogue) { Watchdog = _watchdog };
        var outcomes = new OutcomeChannel(plan.Algorithm);
        var server = _system.ActorOf(ServerActor.Props(plan, outcomes.Writer, start), $"server-{plan.Run}");
        try
        {
            await foreach (var outcome in outcomes.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return outcome;
        }
        finally
        {
            await EndAsync(server.GracefulStop(Timeout.InfiniteTimeSpan), cancellationToken.IsCancellationRequested ? Patience : _watchdog)
                .ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_ownsSystem) await EndAsync(_system.Terminate(), _hasAbandoned ? TimeSpan.Zero : _watchdog).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for shutdown with a time limit: an agent that the watchdog replaced may never end, and a training of several minutes cannot be
    /// interrupted.
    /// </summary>
    private async Task EndAsync(Task ending, TimeSpan? patience)
    {
        try
        {
            await ending.WaitAsync(patience ?? Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
        catch (TimeoutException) when (patience is not null)
        {
            _hasAbandoned = true;
        }
    }
}

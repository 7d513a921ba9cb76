using System.Collections.Concurrent;
using Akka.Actor;
using FedPG.Actors.Links;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Training;

/// <summary>The state shared by all actors of a run. It is immutable apart from the cached trainers and the end of the run.</summary>
internal sealed class FederationPlan
{
    /// <summary>Weak: a thread must not keep a plan whose run has ended. The plan itself keeps its trainers.</summary>
    [ThreadStatic]
    private static WeakReference<ThreadTrainer>? s_latest;

    private readonly ConcurrentDictionary<Thread, ThreadTrainer> _trainers = [];
    private volatile bool _isOver;

    public FederationPlan(FederationSpecification specification, FederationCatalogue? catalogue = null)
        : this(specification, catalogue ??= FederationCatalogue.Default, catalogue.CreateAlgorithm(specification))
    {
    }

    private FederationPlan(FederationSpecification specification, FederationCatalogue catalogue, IFederatedAlgorithm algorithm)
        : this(specification, algorithm, catalogue.CreateAggregator(specification, algorithm)) => Catalogue = catalogue;

    public FederationPlan(FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
    {
        (Specification, Algorithm, Aggregator) = (specification, algorithm, aggregator);
        Layout = new EdgeLayout(Algorithm.Participants, specification.EdgeSize);
        Link = algorithm.IsFederated && specification.Participation.Network.IsOn
            ? new UnreliableLink(specification.Participation.Network, specification.Seed)
            : AgentLink.Reliable;
    }

    public RunId Run { get; init; } = RunId.New();

    /// <summary>What the names in the specification stand for.</summary>
    public FederationCatalogue Catalogue { get; } = FederationCatalogue.Default;

    public FederationSpecification Specification { get; }

    public IFederatedAlgorithm Algorithm { get; }

    public IAggregator Aggregator { get; }

    public EdgeLayout Layout { get; }

    /// <summary>The network between edges and agents.</summary>
    public AgentLink Link { get; }

    /// <summary>An edge replaces the agents it waits for when no training has ended for this long; null = never.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>Replaces <see cref="Hierarchy.AgentActor"/> by another actor, for tests; null = no replacement.</summary>
    public Func<int, Props?>? AgentProps { get; init; }

    /// <summary>Places the run's edges with regard to other runs; null = there are no other runs.</summary>
    public IPlacementRegistry? Registry { get; init; }

    /// <summary>Whether the run has ended: queued work then does nothing.</summary>
    public bool IsOver => _isOver;

    /// <summary>
    /// The number of trainings that have ended, successfully or not. While it rises, a silent agent may just be waiting for a thread.
    /// </summary>
    public long Trainings => _trainers.Values.Sum(trainer => trainer.Trainings);

    /// <summary>The calling thread's trainer.</summary>
    public ThreadTrainer Trainer => s_latest?.TryGetTarget(out var latest) == true && latest.Plan == this ? latest : FindTrainer();

    /// <summary>Whether an update and its agent's state may count.</summary>
    /// <param name="update">The update.</param>
    /// <param name="state">The agent's new state.</param>
    /// <param name="broadcast">The broadcast of the round in which the update counts.</param>
    /// <param name="squaredDistance">‖θ^c − θ_r‖²; 0 if the update may not count.</param>
    public bool IsSound(ReadOnlySpan<double> update, ReadOnlySpan<double> state, Broadcast broadcast, out double squaredDistance)
    {
        var parameters = broadcast.Parameters.AsSpan(0, Algorithm.ParameterCount);
        return UpdateCheck.IsSound(update, Algorithm.UpdateLength, parameters, out squaredDistance)
            && UpdateCheck.IsSound(state, Algorithm.AgentStateLength);
    }

    /// <summary>Ends the run.</summary>
    public void End() => _isOver = true;

    private ThreadTrainer FindTrainer()
    {
        var trainer = _trainers.GetOrAdd(Thread.CurrentThread, static (_, plan) => new ThreadTrainer(plan), this);
        s_latest = new WeakReference<ThreadTrainer>(trainer);
        return trainer;
    }
}

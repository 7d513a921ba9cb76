using System.Collections.Concurrent;
using Akka.Actor;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Links;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Training;

/// <summary>What all actors of a run share; nothing in it changes but what it keeps at hand.</summary>
internal sealed class FederationPlan
{
    [ThreadStatic]
    private static ThreadTrainer? s_latest;

    private readonly ConcurrentDictionary<Thread, ThreadTrainer> _trainers = [];
    private volatile bool _isOver;

    public FederationPlan(FederationSpecification specification, FederationCatalogue? catalogue = null)
        : this(
            specification,
            (catalogue ?? FederationCatalogue.Default).CreateAlgorithm(specification),
            (catalogue ?? FederationCatalogue.Default).CreateAggregator(specification)) =>
        Catalogue = catalogue ?? FederationCatalogue.Default;

    public FederationPlan(FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
    {
        Specification = specification;
        Algorithm = algorithm;
        Aggregator = aggregator;
        Layout = new EdgeLayout(Algorithm.Participants, specification.EdgeSize);
        Link = algorithm.IsFederated && specification.Participation is FaultModel { Network: { IsOn: true } network }
            ? new UnreliableLink(network, specification.Seed)
            : AgentLink.Reliable;
    }

    public RunId Run { get; init; } = RunId.New();

    /// <summary>What the names in the specification stand for.</summary>
    public FederationCatalogue Catalogue { get; } = FederationCatalogue.Default;

    public FederationSpecification Specification { get; }

    public IFederatedAlgorithm Algorithm { get; }

    public IAggregator Aggregator { get; }

    public EdgeLayout Layout { get; }

    /// <summary>How messages pass between edges and agents.</summary>
    public AgentLink Link { get; }

    /// <summary>How long no training may end before an edge replaces the agents it waits for; null is for ever.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>What plays an agent instead of <see cref="Hierarchy.AgentActor"/>; null is nothing.</summary>
    public Func<int, Props?>? AgentProps { get; init; }

    /// <summary>Where the run's edges are placed beside those of other runs; null is that there are no others.</summary>
    public IPlacementBoard? Board { get; init; }

    /// <summary>Whether the run has ended: what is still queued then has nothing to do.</summary>
    public bool IsOver => _isOver;

    /// <summary>
    /// How many trainings have ended, well or not: while it rises, whoever has not answered may only be waiting for a thread.
    /// </summary>
    public long Trainings => _trainers.Values.Sum(trainer => trainer.Trainings);

    /// <summary>The calling thread's trainer.</summary>
    public ThreadTrainer Trainer => s_latest is { } latest && latest.Plan == this
        ? latest
        : s_latest = _trainers.GetOrAdd(Thread.CurrentThread, static (_, plan) => new ThreadTrainer(plan), this);

    /// <summary>Ends the run.</summary>
    public void End() => _isOver = true;
}

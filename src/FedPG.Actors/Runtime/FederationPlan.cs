using Akka.Actor;
using FedPG.Actors.Links;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Runtime;

/// <summary>What all actors of a run share; nothing in it changes but what it keeps at hand.</summary>
internal sealed class FederationPlan : IDisposable
{
    private readonly ThreadLocal<TrainingSeat> _seats;

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
        Requests = new RequestShelf(Layout.Participants);
        _seats = new ThreadLocal<TrainingSeat>(() => new TrainingSeat(this), trackAllValues: true);
    }

    public RunId Run { get; init; } = RunId.New();

    /// <summary>What the names in the specification stand for.</summary>
    public FederationCatalogue Catalogue { get; } = FederationCatalogue.Default;

    public FederationSpecification Specification { get; }

    public IFederatedAlgorithm Algorithm { get; }

    public IAggregator Aggregator { get; }

    public EdgeLayout Layout { get; }

    /// <summary>What agents are asked by.</summary>
    public RequestShelf Requests { get; }

    /// <summary>How messages pass between edges and agents.</summary>
    public AgentLink Link { get; }

    /// <summary>How long no training may end before an edge replaces the agents it waits for; null is for ever.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>What plays the agents instead of <see cref="Agents.AgentActor"/>; null is nothing.</summary>
    public Func<int, Props>? AgentProps { get; init; }

    /// <summary>Sees what is averaged; null is nobody.</summary>
    public IAveragingObserver? Observer { get; init; }

    /// <summary>Where the run's edges are placed beside those of other runs; null is that there are no others.</summary>
    public IPlacementBoard? Board { get; init; }

    /// <summary>How many trainings have ended, well or not: while it rises, whoever has not answered may only be waiting for a thread.</summary>
    public long Trainings => _seats.Values.Sum(seat => seat.Trainings);

    /// <summary>The calling thread's seat.</summary>
    public TrainingSeat Seat => _seats.Value!;

    public void Dispose() => _seats.Dispose();
}

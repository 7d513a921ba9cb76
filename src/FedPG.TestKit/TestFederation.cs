using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Participation;
using FedPG.TestKit.Recording;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit;

/// <summary>
/// A federation under test: a specification with scripted faults and, where wanted, actors, an algorithm or an aggregator of the test's
/// own. Probes take part in it, and <see cref="FederationTestCluster"/> runs it as a whole. It is for one run.
/// </summary>
public sealed class TestFederation
{
    private readonly Dictionary<(int Round, int Agent), ScriptedFault> _faults = [];
    private readonly ConcurrentDictionary<int, Props> _agents = [];
    private readonly Lazy<FederationPlan> _plan;
    private readonly Lazy<TrainingIncidents> _incidents;
    private bool _isClaimed;

    /// <summary>A federation without faults.</summary>
    /// <param name="specification">What it runs.</param>
    public TestFederation(FederationSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        Specification = specification;
        _incidents = new(() => new TrainingIncidents(Script));
        _plan = new(() => CreatePlan(RunId.New(), CreateAggregator()));
    }

    /// <summary>What it runs.</summary>
    public FederationSpecification Specification { get; }

    /// <summary>The algorithm; by default the one the specification names.</summary>
    public IFederatedAlgorithm? Algorithm { get; init; }

    /// <summary>The aggregator; by default the one the specification names.</summary>
    public IAggregator? Aggregator { get; init; }

    /// <summary>How long an edge waits for its agents before it replaces those who have not answered; null is for ever.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>The run's id, in every message of it.</summary>
    public RunId Run => Plan.Run;

    internal FederationPlan Plan => _plan.Value;

    internal TrainingIncidents Incidents => _incidents.Value;

    /// <summary>How many trainings may wait at the same time.</summary>
    internal int Waiting => Script.Waiting;

    private FaultScript Script => new(_faults);

    /// <summary>Adds a fault.</summary>
    /// <param name="round">In which round, from 1.</param>
    /// <param name="agent">Whose, from 0.</param>
    /// <param name="fault">The fault. Crashes, absences and lateness are in the attendance of the round's <see cref="Broadcast"/>.</param>
    public TestFederation WithFault(int round, int agent, ScriptedFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)agent, (uint)Specification.Agents, nameof(agent));
        if (_plan.IsValueCreated) throw new InvalidOperationException("the federation is in use: script its faults first");
        _faults[(round, agent)] = fault;
        return this;
    }

    /// <summary>Has an actor of the test's own play an agent beneath its real edge.</summary>
    /// <param name="agent">Which agent, from 0.</param>
    /// <param name="props">The actor; it gets <see cref="TrainingRequest"/> messages from its edge.</param>
    public TestFederation WithAgent(int agent, Props props)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)agent, (uint)Specification.Agents, nameof(agent));
        _agents[agent] = props;
        return this;
    }

    /// <summary>The broadcast of a round, with the attendance that its script asks for.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="parameters">θ, [parameters]; zeros if there are none.</param>
    public Broadcast Broadcast(int round, ImmutableArray<double> parameters = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        var schedule = Plan.Specification.StartSchedule(Plan.Algorithm);
        RoundAttendance attendance;
        do attendance = schedule.Next([]);
        while (attendance.Round < round);
        var theta = parameters.IsDefault ? [.. new double[Plan.Algorithm.ParameterCount]] : parameters;
        return new Broadcast(Run, round, theta, attendance)
        {
            Earlier = attendance.EarlierBroadcasts().ToImmutableDictionary(earlier => earlier, _ => theta),
        };
    }

    /// <summary>What an agent's training gives when nothing goes wrong, [parameters].</summary>
    /// <param name="broadcast">What it trains from.</param>
    /// <param name="agent">Which agent.</param>
    public ImmutableArray<double> Trained(Broadcast broadcast, int agent)
    {
        var update = new double[Plan.Algorithm.ParameterCount];
        int from = broadcast.Attendance[agent].Broadcast;
        var task = new LocalTask(Specification.Seed, from, agent);
        CreateAlgorithm().CreateLearner().Train(task, broadcast.ParametersOf(from).AsSpan(), update);
        return ImmutableCollectionsMarshal.AsImmutableArray(update);
    }

    /// <summary>Its rounds are recorded once.</summary>
    internal void Claim()
    {
        if (Interlocked.Exchange(ref _isClaimed, true)) throw new InvalidOperationException("a federation is for one run: make another one");
    }

    /// <summary>The real agent of a number, for <see cref="Probes.EdgeProbe"/>; or the one given by <see cref="WithAgent"/>.</summary>
    internal Props AgentProps(int agent) => _agents.GetValueOrDefault(agent) ?? AgentActor.Props(Plan, agent);

    /// <summary>The same federation as one loop, where no real failure can be.</summary>
    internal IEnumerable<RoundOutcome> QuietRun() =>
        SequentialFederation.Run(ScriptedParticipation.Of(Specification, _faults), new ScriptedAlgorithm(CreateAlgorithm(), Script, incidents: null), CreateAggregator());

    /// <summary>The same run with a record of whose updates are averaged.</summary>
    internal FederationPlan Recorded(RecordingAggregator aggregator) => CreatePlan(Run, aggregator);

    private FederationPlan CreatePlan(RunId run, IAggregator aggregator) => new(
        ScriptedParticipation.Of(Specification, _faults), new ScriptedAlgorithm(CreateAlgorithm(), Script, Incidents), aggregator)
    {
        Run = run,
        Watchdog = Watchdog,
        AgentProps = _agents.GetValueOrDefault,
    };

    private IFederatedAlgorithm CreateAlgorithm() => Algorithm ?? FederationCatalogue.Default.CreateAlgorithm(Specification);

    internal IAggregator CreateAggregator() => Aggregator ?? FederationCatalogue.Default.CreateAggregator(Specification);
}

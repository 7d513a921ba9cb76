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
/// A federation under test: a specification with scripted faults and, optionally, actors, an algorithm or an aggregator from the test.
/// Probes play its parts, and <see cref="FederationTestCluster"/> runs it as a whole. Each object is for one run.
/// </summary>
public sealed class TestFederation
{
    private readonly Dictionary<(int Round, int Agent), ScriptedFault> _faults = [];
    private readonly ConcurrentDictionary<int, Props> _agents = [];
    private readonly Lazy<FederationPlan> _plan;
    private readonly Lazy<TrainingIncidents> _incidents;
    private bool _isClaimed;

    /// <summary>A federation without faults.</summary>
    /// <param name="specification">The specification of the run.</param>
    public TestFederation(FederationSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        Specification = specification;
        _incidents = new(() => new TrainingIncidents(Script));
        _plan = new(() => CreatePlan(RunId.New(), CreateAggregator()));
    }

    /// <summary>The specification of the run.</summary>
    public FederationSpecification Specification { get; }

    /// <summary>The algorithm; by default that of the specification.</summary>
    public IFederatedAlgorithm? Algorithm { get; init; }

    /// <summary>The aggregator; by default that of the specification.</summary>
    public IAggregator? Aggregator { get; init; }

    /// <summary>How long an edge waits for its agents before it replaces those that have not answered; null = without limit.</summary>
    public TimeSpan? Watchdog { get; init; }

    /// <summary>The run's id, which every message carries.</summary>
    public RunId Run => Plan.Run;

    internal FederationPlan Plan => _plan.Value;

    internal TrainingIncidents Incidents => _incidents.Value;

    /// <summary>The number of trainings that may wait at the same time.</summary>
    internal int Waiting => Script.Waiting;

    private FaultScript Script => new(_faults);

    /// <summary>Adds a fault.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agent">The agent, from 0.</param>
    /// <param name="fault">The fault. Crashes, absences and delays are in the attendance of the round's <see cref="Broadcast"/>.</param>
    public TestFederation WithFault(int round, int agent, ScriptedFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)agent, (uint)Specification.Agents, nameof(agent));
        if (_plan.IsValueCreated) throw new InvalidOperationException("the federation is in use: script its faults first");
        _faults[(round, agent)] = fault;
        return this;
    }

    /// <summary>Lets an actor from the test play an agent below its real edge.</summary>
    /// <param name="agent">The agent, from 0.</param>
    /// <param name="props">The actor, which receives <see cref="TrainingRequest"/> messages from its edge.</param>
    public TestFederation WithAgent(int agent, Props props)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)agent, (uint)Specification.Agents, nameof(agent));
        _agents[agent] = props;
        return this;
    }

    /// <summary>The broadcast of a round, with the scripted attendance.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="parameters">θ, [parameters]; zeros by default.</param>
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

    /// <summary>The result of an agent's training without faults, [parameters].</summary>
    /// <param name="broadcast">The broadcast to train from.</param>
    /// <param name="agent">The agent.</param>
    public ImmutableArray<double> Trained(Broadcast broadcast, int agent)
    {
        double[] update = new double[Plan.Algorithm.UpdateLength], state = new double[Plan.Algorithm.AgentStateLength];
        broadcast.States.CopyTo(agent, state);
        var task = AgentTraining.TaskOf(Specification.Seed, agent, broadcast.Attendance[agent], broadcast.Phase);
        AgentTraining.Train(CreateAlgorithm().CreateLearner(), task, broadcast, update, state);
        return ImmutableCollectionsMarshal.AsImmutableArray(update);
    }

    /// <summary>Marks the federation as used: its rounds can be recorded only once.</summary>
    internal void Claim()
    {
        if (Interlocked.Exchange(ref _isClaimed, true))
            throw new InvalidOperationException("a federation is for one run: create another one");
    }

    /// <summary>The real agent for <see cref="Probes.EdgeProbe"/>, or the one given by <see cref="WithAgent"/>.</summary>
    internal Props AgentProps(int agent) => _agents.GetValueOrDefault(agent) ?? AgentActor.Props(Plan, agent);

    /// <summary>Runs the same federation as a loop, without real failures.</summary>
    internal IEnumerable<RoundOutcome> QuietRun() =>
        SequentialFederation.Run(
            ScriptedParticipation.Of(Specification, _faults), new ScriptedAlgorithm(CreateAlgorithm(), Script, incidents: null),
            CreateAggregator());

    /// <summary>The plan of the run with a record of the averaged agents.</summary>
    internal FederationPlan Recorded(RecordingAggregator aggregator) => CreatePlan(Run, aggregator);

    private FederationPlan CreatePlan(RunId run, IAggregator aggregator) => new(
        ScriptedParticipation.Of(Specification, _faults), new ScriptedAlgorithm(CreateAlgorithm(), Script, Incidents), aggregator)
    {
        Run = run,
        Watchdog = Watchdog,
        AgentProps = _agents.GetValueOrDefault,
    };

    private IFederatedAlgorithm CreateAlgorithm() => Algorithm ?? FederationCatalogue.Default.CreateAlgorithm(Specification);

    internal IAggregator CreateAggregator() =>
        Aggregator ?? FederationCatalogue.Default.CreateAggregator(Specification, CreateAlgorithm());
}

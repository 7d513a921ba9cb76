using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Participation;
using FedPG.Server;

namespace FedPG.Federation;

/// <summary>
/// The server's side of one round: in each phase a broadcast, and from the aggregate of its answers the algorithm's step. The last step
/// gives θ̄, and θ_{r+1} = T_τ(θ̄).
/// </summary>
internal sealed class OpenRound : ITrainingRound
{
    private readonly IFederatedAlgorithm _algorithm;
    private readonly IAggregator _aggregator;
    private readonly FederationState _state;
    private readonly RoundAttendance _whole;
    private readonly ServerRound _server;
    private ImmutableArray<int> _refused = [];

    /// <summary>Opens the first phase of a round.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="algorithm">The algorithm, which defines the server's step.</param>
    /// <param name="aggregator">The aggregator, which computes a phase's aggregate from the root.</param>
    /// <param name="attendance">The attendance of the round.</param>
    /// <param name="state">The state after the preceding rounds.</param>
    public OpenRound(
        long seed, IFederatedAlgorithm algorithm, IAggregator aggregator, RoundAttendance attendance, FederationState state)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(attendance);
        ArgumentNullException.ThrowIfNull(state);
        (_algorithm, _aggregator, _state, _whole, Attendance) = (algorithm, aggregator, state, attendance, attendance);
        _server = new ServerRound(seed, attendance.Round, state.Parameters, state.Server);
        _server.Phase = algorithm.FirstPhase(_server);
        Broadcast = algorithm.Broadcast(_server);
    }

    /// <summary>
    /// The attendance of the phase. Crashes happen in the round's first phase; an agent without an update in it is not asked again.
    /// </summary>
    public RoundAttendance Attendance { get; private set; }

    /// <summary>The broadcast of the phase, which begins with θ_r.</summary>
    public ImmutableArray<double> Broadcast { get; private set; }

    /// <summary>The number of the phase in the run, from 1: the round, if rounds have one phase.</summary>
    public int Exchange => checked((_server.Round - 1) * _algorithm.Phases + _server.Phase + 1);

    /// <summary>The phase, from 0.</summary>
    public int Phase => _server.Phase;

    /// <summary>The states of the agents before the round.</summary>
    public AgentStates Agents => _state.Agents;

    /// <inheritdoc/>
    public ImmutableArray<double> BroadcastOf(int round) => round == _server.Round ? Broadcast : _state.Broadcasts[round];

    /// <summary>Closes the phase. In a phase without updates the round ends, and θ and all states stay as they were.</summary>
    /// <param name="root">The aggregate of the phase's updates. Its array may be changed.</param>
    /// <param name="refused">The agents whose updates were refused in the phase, in order.</param>
    /// <param name="states">The new states of the agents with an update.</param>
    /// <returns>The outcome of the round; null if it has another phase, which is then open.</returns>
    public RoundOutcome? Close(in PartialAggregate root, ImmutableArray<int> refused, IReadOnlyCollection<AgentState> states)
    {
        if (!refused.IsEmpty) _refused = _refused.IsEmpty ? refused : [.. _refused.Concat(refused).Order()];
        if (root.Updates == 0) return Outcome(root.Updates);
        _server.Updates = root.Updates;
        double[] aggregate = _aggregator.Complete(
            root, new AggregationRound(_server.Seed, _server.Round, Reference()) { Server = _server });
        bool isLast = _server.Phase == _algorithm.Phases - 1;
        double drift = isLast ? Drift.Of(aggregate.AsSpan(0, _state.Parameters.Length), _state.Parameters.AsSpan(), root) : 0;
        _algorithm.Step(aggregate, _server);
        if (!isLast)
        {
            _server.Phase++;
            (Attendance, Broadcast) = (_whole.Repeated(_refused), _algorithm.Broadcast(_server));
            return null;
        }

        double[] parameters = aggregate.Length == _state.Parameters.Length ? aggregate : aggregate[.._state.Parameters.Length];
        var moved = _algorithm.Improve(parameters);
        return Outcome(root.Updates) with
        {
            Parameters = ImmutableCollectionsMarshal.AsImmutableArray(parameters),
            Server = _server.State,
            Agents = _state.Agents.With(states),
            Moved = moved,
            Drift = drift,
        };
    }

    private ImmutableArray<double> Reference() => _algorithm.UpdateLength == _state.Parameters.Length
        ? _state.Parameters
        : [.. _state.Parameters, .. new double[_algorithm.UpdateLength - _state.Parameters.Length]];

    /// <summary>The trainings beyond one per update, in a federation without synchronous rounds.</summary>
    private int FurtherTrainings()
    {
        if (_whole.IsEveryone) return 0;
        return _whole.Training.Where(agent => !_refused.Contains(agent)).Sum(agent => _whole[agent].TrainingCount - 1);
    }

    private RoundOutcome Outcome(int updates)
    {
        int trainings = updates == 0 ? 0 : updates + FurtherTrainings();
        return new(_server.Round, _state.Parameters, trainings, default, _whole.Tally with { Refused = _refused.Length })
        {
            Refused = _refused,
            Pending = _whole.Pending,
            Schedule = _whole.Snapshot,
            Server = _state.Server,
            Agents = _state.Agents,

            // Late updates need the broadcast; θ_r itself is in the state.
            Broadcast = _whole.Pending.BinarySearch(_server.Round) < 0 || Broadcast == _state.Parameters ? default : Broadcast,
        };
    }
}

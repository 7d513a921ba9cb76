using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Participation;
using FedPG.Server;

namespace FedPG.Federation;

/// <summary>
/// The state of a federation between two rounds: everything besides the specification that the rest of the run depends on. A run that
/// continues from it, on any runtime, has the bits of the uninterrupted run. Immutable.
/// </summary>
public sealed record FederationState
{
    /// <summary>The number of completed rounds.</summary>
    public required int Round { get; init; }

    /// <summary>θ_r, flat: what the next round starts from.</summary>
    public required ImmutableArray<double> Parameters { get; init; }

    /// <summary>What the server remembers besides θ_r; empty before the first round.</summary>
    public ServerState Server { get; init; } = ServerState.Empty;

    /// <summary>The states of the agents.</summary>
    public AgentStates Agents { get; init; } = AgentStates.None;

    /// <summary>The earlier broadcasts, by round, that updates under way are trained from.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<double>> Broadcasts { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<double>>.Empty;

    /// <summary>The latest snapshot of the run's schedule; null if there is none.</summary>
    public ScheduleSnapshot? Schedule { get; init; }

    /// <summary>
    /// The agents whose updates were refused, by round, since <see cref="Schedule"/> or since the first round; rounds without refusals have
    /// no entry.
    /// </summary>
    public ImmutableSortedDictionary<int, ImmutableArray<int>> Refusals { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<int>>.Empty;

    /// <summary>The state before the first round.</summary>
    /// <param name="parameters">θ_0.</param>
    public static FederationState Initial(ImmutableArray<double> parameters) => new() { Round = 0, Parameters = parameters };

    /// <summary>The state after the next round.</summary>
    /// <param name="outcome">The outcome of the round.</param>
    public FederationState After(RoundOutcome outcome) => this with
    {
        Round = outcome.Round,
        Parameters = outcome.Parameters,
        Server = outcome.Server,
        Agents = outcome.Agents,
        Broadcasts = BroadcastsAfter(outcome),
        Schedule = outcome.Schedule ?? Schedule,
        Refusals = RefusalsAfter(outcome),
    };

    /// <summary>The run's schedule after this round. At most the rounds since <see cref="Schedule"/> are folded again.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">Its algorithm.</param>
    public IRoundSchedule StartSchedule(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return Round == 0 ? specification.StartSchedule(algorithm) : specification.ContinueSchedule(algorithm, History);
    }

    /// <summary>The agents whose updates a round refused.</summary>
    public IReadOnlyList<int> RefusedIn(int round) => History.RefusedIn(round);

    private ScheduleHistory History => new(Round, Schedule, Refusals);

    private ImmutableSortedDictionary<int, ImmutableArray<int>> RefusalsAfter(RoundOutcome outcome)
    {
        var kept = outcome.Schedule is { } snapshot && !Refusals.IsEmpty
            ? Refusals.RemoveRange(Refusals.Keys.Where(round => round < snapshot.Round))
            : Refusals;
        return outcome.Refused.IsEmpty ? kept : kept.SetItem(outcome.Round, outcome.Refused);
    }

    private ImmutableSortedDictionary<int, ImmutableArray<double>> BroadcastsAfter(RoundOutcome outcome)
    {
        if (outcome.Pending.IsEmpty) return Broadcasts.Clear();
        var kept = Broadcasts.RemoveRange(Broadcasts.Keys.Where(round => outcome.Pending.BinarySearch(round) < 0));
        return outcome.Pending[^1] < outcome.Round
            ? kept
            : kept.SetItem(outcome.Round, outcome.Broadcast.IsDefault ? Parameters : outcome.Broadcast);
    }
}

using System.Collections.Immutable;
using FedPG.Participation;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Federation;

/// <summary>The outcome of a round, before scoring.</summary>
/// <param name="Round">The number of completed rounds; 0 is the initial state.</param>
/// <param name="Parameters">θ_r, flat.</param>
/// <param name="Participants">The number of averaged trainings, usually one per update; with none the parameters do not change.</param>
/// <param name="Moved">What the improvement operator changed.</param>
/// <param name="Tally">Who took part.</param>
public sealed record RoundOutcome(int Round, ImmutableArray<double> Parameters, int Participants, MassMoved Moved, RoundTally Tally)
{
    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>The rounds, up to this one, whose broadcasts later rounds still train from, in order.</summary>
    public ImmutableArray<int> Pending { get; init; } = [];

    /// <summary>The state of the schedule after the round, in some rounds (see <see cref="RoundAttendance.Snapshot"/>).</summary>
    public ScheduleSnapshot? Schedule { get; init; }

    /// <summary>The server's state after the round.</summary>
    public ServerState Server { get; init; } = ServerState.Empty;

    /// <summary>The states of the agents after the round.</summary>
    public AgentStates Agents { get; init; } = AgentStates.None;

    /// <summary>
    /// The round's broadcast, if a later round may still train from it and it is more than θ_r; else default.
    /// </summary>
    public ImmutableArray<double> Broadcast { get; init; }

    /// <summary>
    /// The drift: √(mean ‖θ^c − θ̄‖²) over the averaged updates, before the improvement operator (see <see cref="Aggregation.Drift"/>).
    /// </summary>
    public double Drift { get; init; }

    /// <summary>Repairs after failures of the network and of actors, real or simulated; they do not affect the result.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>Round 0: the state before the first round.</summary>
    public static RoundOutcome Initial(FederationState state) => new(state.Round, state.Parameters, Participants: 0, default, default);
}

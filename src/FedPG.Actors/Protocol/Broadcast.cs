using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Protocol;

/// <summary>Server to node to edge: a round begins, or the next phase of a round.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">
/// The number of the exchange, from 1: the round if rounds have one phase. All messages of the exchange carry this number.
/// </param>
/// <param name="Parameters">The numbers to train from, which begin with θ_r; shared by all receivers.</param>
/// <param name="Attendance">How each agent takes part; its round is that of the federation.</param>
public sealed record Broadcast(RunId Run, int Round, ImmutableArray<double> Parameters, RoundAttendance Attendance)
    : IRoundMessage, ITrainingRound
{
    /// <summary>The phase of the round, from 0.</summary>
    public int Phase { get; init; }

    /// <summary>The states of the agents before the round, for algorithms whose agents have one.</summary>
    public AgentStates States { get; init; } = AgentStates.None;

    /// <summary>The parameters of earlier rounds that late updates start from, by round.</summary>
    public ImmutableDictionary<int, ImmutableArray<double>> Earlier { get; init; } = ImmutableDictionary<int, ImmutableArray<double>>.Empty;

    /// <inheritdoc/>
    public ImmutableArray<double> BroadcastOf(int round) => round == Attendance.Round ? Parameters : Earlier[round];
}

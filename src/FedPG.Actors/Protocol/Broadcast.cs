using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Actors.Protocol;

/// <summary>Server to node to edge: a round begins.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parameters">θ_r, shared by all receivers.</param>
/// <param name="Attendance">How each agent takes part in the round.</param>
public sealed record Broadcast(RunId Run, int Round, ImmutableArray<double> Parameters, RoundAttendance Attendance) : IRoundMessage
{
    /// <summary>The parameters of earlier rounds that late updates start from, by round.</summary>
    public ImmutableDictionary<int, ImmutableArray<double>> Earlier { get; init; } = ImmutableDictionary<int, ImmutableArray<double>>.Empty;

    /// <summary>The parameters broadcast in a round: this one, or one of <see cref="Earlier"/>.</summary>
    public ImmutableArray<double> ParametersOf(int round) => round == Round ? Parameters : Earlier[round];
}

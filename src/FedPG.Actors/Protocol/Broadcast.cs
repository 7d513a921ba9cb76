using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Actors.Protocol;

/// <summary>Down the tree, server to node to edge: a round begins.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The round.</param>
/// <param name="Parameters">θ_r, shared by all who get it.</param>
/// <param name="Attendance">What the round holds for each agent.</param>
public sealed record Broadcast(RunId Run, int Round, ImmutableArray<double> Parameters, RoundAttendance Attendance) : IRoundMessage
{
    /// <summary>The parameters of earlier rounds that late updates are trained from.</summary>
    public ImmutableDictionary<int, ImmutableArray<double>> Earlier { get; init; } = ImmutableDictionary<int, ImmutableArray<double>>.Empty;

    /// <summary>The parameters that a round broadcast: this one, or one of <see cref="Earlier"/>.</summary>
    public ImmutableArray<double> ParametersOf(int round) => round == Round ? Parameters : Earlier[round];
}

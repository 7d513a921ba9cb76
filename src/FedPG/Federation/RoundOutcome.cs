using System.Collections.Immutable;
using FedPG.Policies;

namespace FedPG.Federation;

/// <summary>What a round leaves behind, before it is scored.</summary>
/// <param name="Round">How many rounds have been run; 0 is the initial state.</param>
/// <param name="Parameters">θ_r, flat.</param>
/// <param name="Participants">How many updates the average took.</param>
/// <param name="Moved">What the improvement operator changed.</param>
public sealed record RoundOutcome(int Round, ImmutableArray<double> Parameters, int Participants, MassMoved Moved);

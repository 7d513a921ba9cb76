using System.Collections.Immutable;
using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Federation;

/// <summary>What a round leaves behind, before it is scored.</summary>
/// <param name="Round">How many rounds have been run; 0 is the initial state.</param>
/// <param name="Parameters">θ_r, flat.</param>
/// <param name="Participants">How many updates the average took; with none the parameters stay what they were.</param>
/// <param name="Moved">What the improvement operator changed.</param>
/// <param name="Tally">Who took part.</param>
public sealed record RoundOutcome(int Round, ImmutableArray<double> Parameters, int Participants, MassMoved Moved, RoundTally Tally)
{
    /// <summary>The agents whose updates were refused, in order.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>The oldest round whose broadcast a later round may still train from; above <see cref="Round"/> when there is none.</summary>
    public int OldestPending { get; init; } = int.MaxValue;

    /// <summary>How far apart the averaged updates lay: √(mean ‖θ^c − θ̄‖²), before the improvement operator (see <see cref="Aggregation.Drift"/>).</summary>
    public double Drift { get; init; }

    /// <summary>What real and simulated trouble of the network and of actors was repaired; it has no part in the result.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>Round 0: the state before the first round.</summary>
    public static RoundOutcome Initial(FederationState state) => new(state.Round, state.Parameters, Participants: 0, default, default);
}

using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>The scored state after a round. Everything here is a function of the specification alone.</summary>
public sealed record RoundReport
{
    /// <summary>How many rounds have been run; 0 is the initial state.</summary>
    public required int Round { get; init; }

    /// <summary>J: the mean over agents of the value of the common policy (independent: of every agent's policy on all agents).</summary>
    public required double Objective { get; init; }

    /// <summary>J plus the entropy bonus at the specification's temperature.</summary>
    public required double RegularizedObjective { get; init; }

    /// <summary>Mean over agents of the value, in the agent's own environment, of the policy it holds: J but for <c>independent</c>.</summary>
    public required double OwnObjective { get; init; }

    /// <summary>The value of the common policy in each type, [types].</summary>
    public required ImmutableArray<double> PerEnvironment { get; init; }

    /// <summary>How many updates the average took; 0 for round 0.</summary>
    public required int Participants { get; init; }

    /// <summary>Who took part: events since the round scored before, and who is asked, absent and gone in this one.</summary>
    public RoundTally Tally { get; init; }

    /// <summary>What was repaired since the round scored before; it depends on the clock.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>How many updates were averaged since the first round.</summary>
    public long TotalParticipants { get; init; }

    /// <summary>How many rounds since the first had no update at all, so that they kept the parameters.</summary>
    public int EmptyRounds { get; init; }

    /// <summary>How many probabilities the improvement operator raised since the round scored before.</summary>
    public required int RaisedProbabilities { get; init; }

    /// <summary>How much probability mass it moved, summed over states (or nodes).</summary>
    public required double MassMoved { get; init; }

    /// <summary>The drift of this round: √(mean ‖θ^c − θ̄‖²) over the averaged updates, before the improvement operator.</summary>
    public double Drift { get; init; }

    /// <summary>The server's parameters, flat.</summary>
    public required ImmutableArray<double> Parameters { get; init; }
}

using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>The scored state after a round. Everything except <see cref="Repairs"/> is a function of the specification alone.</summary>
public sealed record RoundReport
{
    /// <summary>The number of completed rounds; 0 is the initial state.</summary>
    public required int Round { get; init; }

    /// <summary>
    /// J: the mean over agents of the value of the common policy. With <c>independent</c>: of every agent's policy, over all agents'
    /// environments.
    /// </summary>
    public required double Objective { get; init; }

    /// <summary>J plus the entropy bonus at the specification's temperature.</summary>
    public required double RegularizedObjective { get; init; }

    /// <summary>
    /// The mean over agents of the value, in the agent's own environment, of the agent's policy: J, except with <c>independent</c>.
    /// </summary>
    public required double OwnObjective { get; init; }

    /// <summary>The value of the common policy in each type, [types].</summary>
    public required ImmutableArray<double> PerEnvironment { get; init; }

    /// <summary>The number of averaged trainings, usually one per update; 0 for round 0.</summary>
    public required int Participants { get; init; }

    /// <summary>Participation: events since the last scored round, and the agents asked, absent and gone in this round.</summary>
    public RoundTally Tally { get; init; }

    /// <summary>Repairs since the last scored round; they depend on the clock.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>The number of trainings averaged since the first round.</summary>
    public long TotalParticipants { get; init; }

    /// <summary>The number of rounds since the first without any update; they keep the parameters.</summary>
    public int EmptyRounds { get; init; }

    /// <summary>The number of probabilities that the improvement operator raised since the last scored round.</summary>
    public required int RaisedProbabilities { get; init; }

    /// <summary>The probability mass that the operator moved since then, summed over states (or nodes).</summary>
    public required double MassMoved { get; init; }

    /// <summary>The drift of this round: √(mean ‖θ^c − θ̄‖²) over the averaged updates, before the improvement operator.</summary>
    public double Drift { get; init; }

    /// <summary>Statistics of the trajectories on which the policy was scored; null if the score is exact.</summary>
    public EpisodeReport? Episodes { get; init; }

    /// <summary>The server's parameters, flat.</summary>
    public required ImmutableArray<double> Parameters { get; init; }
}

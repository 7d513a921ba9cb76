using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Experiments.Records;

/// <summary>One row of <c>rounds.csv</c>; the columns mean what the members of <see cref="Federation.RoundReport"/> mean.</summary>
/// <param name="Round">The number of rounds run.</param>
/// <param name="Objective">J.</param>
/// <param name="RegularizedObjective">J plus the entropy bonus.</param>
/// <param name="OwnObjective">The mean over agents of the value of each agent's policy in its own environment.</param>
/// <param name="Participants">The number of updates in the average.</param>
/// <param name="RaisedProbabilities">The number of probabilities that the improvement operator raised in the round.</param>
/// <param name="MassMoved">The probability mass that the improvement operator moved.</param>
public readonly record struct RoundRow(
    int Round,
    double Objective,
    double RegularizedObjective,
    double OwnObjective,
    long Participants,
    long RaisedProbabilities,
    double MassMoved)
{
    /// <summary>The counts of participation in the round.</summary>
    public RoundTally Tally { get; init; }

    /// <summary>What the trajectories were like that the policy was scored on; null if the score is exact.</summary>
    public EpisodeReport? Episodes { get; init; }

    /// <summary>The spread of the round's averaged updates: √(mean ‖θ^c − θ̄‖²).</summary>
    public double Drift { get; init; }
}

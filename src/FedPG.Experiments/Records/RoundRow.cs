using FedPG.Participation;

namespace FedPG.Experiments.Records;

/// <summary>One row of <c>rounds.csv</c>; the columns mean what the members of <see cref="Federation.RoundReport"/> mean.</summary>
/// <param name="Round">How many rounds had been run.</param>
/// <param name="Objective">J.</param>
/// <param name="RegularizedObjective">J plus the entropy bonus.</param>
/// <param name="OwnObjective">Mean value of each agent's policy in its own environment.</param>
/// <param name="Participants">Updates in the average.</param>
/// <param name="RaisedProbabilities">Probabilities the improvement operator raised in the round.</param>
/// <param name="MassMoved">Probability mass it moved.</param>
public readonly record struct RoundRow(
    int Round,
    double Objective,
    double RegularizedObjective,
    double OwnObjective,
    long Participants,
    long RaisedProbabilities,
    double MassMoved)
{
    /// <summary>Who took part, counted.</summary>
    public RoundTally Tally { get; init; }

    /// <summary>How far apart the round's averaged updates lay: √(mean ‖θ^c − θ̄‖²).</summary>
    public double Drift { get; init; }
}

using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Federation;

/// <summary>Counts over the rounds of a run, since the last scored round or since the first round.</summary>
public readonly record struct RoundTotals
{
    /// <summary>The improvement operator's changes since the last scored round.</summary>
    public MassMoved Moved { get; init; }

    /// <summary>Participation since then.</summary>
    public RoundTally Tally { get; init; }

    /// <summary>Repairs since then.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>The probabilities raised and the mass moved by the improvement operator since the first round.</summary>
    public (long Raised, double Mass) MovedInAll { get; init; }

    /// <summary>The number of trainings averaged since the first round.</summary>
    public long Participants { get; init; }

    /// <summary>The number of rounds since the first without any update.</summary>
    public int EmptyRounds { get; init; }

    /// <summary>The totals after one more round.</summary>
    public RoundTotals With(RoundOutcome outcome) => new()
    {
        Moved = new MassMoved(Moved.Raised + outcome.Moved.Raised, Moved.Mass + outcome.Moved.Mass),
        Tally = Tally.Then(outcome.Tally),
        Repairs = Repairs + outcome.Repairs,
        MovedInAll = (MovedInAll.Raised + outcome.Moved.Raised, MovedInAll.Mass + outcome.Moved.Mass),
        Participants = Participants + outcome.Participants,
        EmptyRounds = EmptyRounds + (outcome is { Round: > 0, Participants: 0 } ? 1 : 0),
    };

    /// <summary>
    /// The totals after a scored round: events are counted from zero; the agents asked, absent or gone and the time are those of the last
    /// round.
    /// </summary>
    public RoundTotals Reported() => new()
    {
        Tally = new RoundTally
        {
            Asked = Tally.Asked,
            Dropped = Tally.Dropped,
            Gone = Tally.Gone,
            SimulatedSeconds = Tally.SimulatedSeconds,
        },
        MovedInAll = MovedInAll,
        Participants = Participants,
        EmptyRounds = EmptyRounds,
    };
}

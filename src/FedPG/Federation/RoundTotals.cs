using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Federation;

/// <summary>What is counted over the rounds of a run: some of it since the last scored round, some since the first.</summary>
public readonly record struct RoundTotals
{
    /// <summary>What the improvement operator moved since the last scored round.</summary>
    public MassMoved Moved { get; init; }

    /// <summary>Who took part since then.</summary>
    public RoundTally Tally { get; init; }

    /// <summary>What was repaired since then.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>What the improvement operator raised and moved since the first round.</summary>
    public (long Raised, double Mass) MovedInAll { get; init; }

    /// <summary>Updates averaged since the first round.</summary>
    public long Participants { get; init; }

    /// <summary>Rounds since the first that had no update at all.</summary>
    public int EmptyRounds { get; init; }

    /// <summary>With one round more.</summary>
    public RoundTotals With(RoundOutcome outcome) => new()
    {
        Moved = new MassMoved(Moved.Raised + outcome.Moved.Raised, Moved.Mass + outcome.Moved.Mass),
        Tally = Tally.Then(outcome.Tally),
        Repairs = Repairs + outcome.Repairs,
        MovedInAll = (MovedInAll.Raised + outcome.Moved.Raised, MovedInAll.Mass + outcome.Moved.Mass),
        Participants = Participants + outcome.Participants,
        EmptyRounds = EmptyRounds + (outcome is { Round: > 0, Participants: 0 } ? 1 : 0),
    };

    /// <summary>After a scored round: events are counted from zero; who is asked, absent or gone and the time are those of the last round.</summary>
    public RoundTotals Reported() => new()
    {
        Tally = new RoundTally { Asked = Tally.Asked, Dropped = Tally.Dropped, Gone = Tally.Gone, SimulatedSeconds = Tally.SimulatedSeconds },
        MovedInAll = MovedInAll,
        Participants = Participants,
        EmptyRounds = EmptyRounds,
    };
}

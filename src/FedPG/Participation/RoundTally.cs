namespace FedPG.Participation;

/// <summary>Who took part in a round, counted. Everything here is a function of the specification alone.</summary>
public readonly record struct RoundTally
{
    /// <summary>Agents that were asked to train from this round's broadcast and were there.</summary>
    public int Asked { get; init; }

    /// <summary>Of them, those whose update came after the round had closed.</summary>
    public int Late { get; init; }

    /// <summary>Late updates of earlier rounds that counted in this one.</summary>
    public int Stale { get; init; }

    /// <summary>Agents that were absent.</summary>
    public int Dropped { get; init; }

    /// <summary>Crashes of the trainings that began in this round.</summary>
    public int Crashed { get; init; }

    /// <summary>Updates that a crash or an absence took from the round for good.</summary>
    public int Lost { get; init; }

    /// <summary>Updates that were refused: not finite, or of a wrong length.</summary>
    public int Refused { get; init; }

    /// <summary>Agents that will never come back.</summary>
    public int Gone { get; init; }

    /// <summary>Simulated seconds from the first round's start to this round's close.</summary>
    public double SimulatedSeconds { get; init; }

    /// <summary>The tally of several rounds in a row: events add up; who is asked, absent or gone and the time are those of the later
    /// one.</summary>
    public RoundTally Then(RoundTally later) => later with
    {
        Late = Late + later.Late,
        Stale = Stale + later.Stale,
        Crashed = Crashed + later.Crashed,
        Lost = Lost + later.Lost,
        Refused = Refused + later.Refused,
    };
}

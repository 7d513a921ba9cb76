namespace FedPG.Participation;

/// <summary>Counts of the agents and events of a round. All of them are functions of the specification alone.</summary>
public readonly record struct RoundTally
{
    /// <summary>Agents that were asked to train from this round's broadcast and were present.</summary>
    public int Asked { get; init; }

    /// <summary>Asked agents whose update arrived after the round had closed.</summary>
    public int Late { get; init; }

    /// <summary>Late updates of earlier rounds that counted in this one.</summary>
    public int Stale { get; init; }

    /// <summary>Absent agents.</summary>
    public int Dropped { get; init; }

    /// <summary>Crashes of the trainings that began in this round.</summary>
    public int Crashed { get; init; }

    /// <summary>Updates lost for good by a crash or an absence.</summary>
    public int Lost { get; init; }

    /// <summary>Updates that were refused: not finite, or of a wrong length.</summary>
    public int Refused { get; init; }

    /// <summary>Agents that will never come back.</summary>
    public int Gone { get; init; }

    /// <summary>Simulated seconds from the first round's start to this round's close.</summary>
    public double SimulatedSeconds { get; init; }

    /// <summary>
    /// The combined tally of consecutive rounds: events are added; the agents asked, absent and gone and the time are those of the later
    /// round.
    /// </summary>
    public RoundTally Then(RoundTally later) => later with
    {
        Late = Late + later.Late,
        Stale = Stale + later.Stale,
        Crashed = Crashed + later.Crashed,
        Lost = Lost + later.Lost,
        Refused = Refused + later.Refused,
    };
}

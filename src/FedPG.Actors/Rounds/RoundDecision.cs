namespace FedPG.Actors.Rounds;

/// <summary>What to do about an event.</summary>
public enum RoundDecision
{
    /// <summary>Nothing: the event is late, foreign or a duplicate, and counted as such.</summary>
    Ignore,

    /// <summary>Keep the member's part.</summary>
    Accept,

    /// <summary>Keep the member's part; it was the last one missing, so the round closes now.</summary>
    AcceptAndClose,

    /// <summary>Ask the member again for the same part.</summary>
    AskAgain,

    /// <summary>The member lost its part too often: the run cannot go on.</summary>
    GiveUp,
}

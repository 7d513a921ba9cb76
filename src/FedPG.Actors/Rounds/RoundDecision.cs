namespace FedPG.Actors.Rounds;

/// <summary>What to do about an event.</summary>
internal enum RoundAction
{
    /// <summary>Do nothing: the event is outdated, foreign or a duplicate, and is counted as such.</summary>
    Ignore,

    /// <summary>Keep the member's part.</summary>
    Accept,

    /// <summary>Continue without the member's part.</summary>
    Withdraw,

    /// <summary>Ask the member again for the same part.</summary>
    AskAgain,

    /// <summary>The member failed too often: the run cannot continue.</summary>
    GiveUp,
}

/// <summary>The answer of a <see cref="RoundState"/> to an event.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Closes">Whether this event closes the round, because nothing more is awaited. True once per round.</param>
internal readonly record struct RoundDecision(RoundAction Action, bool Closes = false);

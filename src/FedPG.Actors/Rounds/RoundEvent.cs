using FedPG.Actors.Protocol;

namespace FedPG.Actors.Rounds;

/// <summary>The kinds of events of a round's members.</summary>
internal enum RoundEventKind
{
    /// <summary>The member's part arrived.</summary>
    Reported,

    /// <summary>The member's part arrived but cannot be used.</summary>
    Refused,

    /// <summary>The member's work crashed, as scheduled by the fault model.</summary>
    Crashed,

    /// <summary>The member lost its part to an error.</summary>
    Failed,

    /// <summary>The member lost its part without an error of its own: the member was killed, or a message to or from it was lost.</summary>
    Vanished,
}

/// <summary>An event of a member of a round.</summary>
/// <param name="Kind">The kind of event.</param>
/// <param name="Run">The run that the event claims to belong to.</param>
/// <param name="Round">The round that the event claims to belong to.</param>
/// <param name="Member">The member's number.</param>
/// <param name="Attempt">For a crash: the member's attempt in this round, from 0.</param>
internal readonly record struct RoundEvent(RoundEventKind Kind, RunId Run, int Round, int Member, int Attempt = 0)
{
    /// <summary>A member's part arrived.</summary>
    public static RoundEvent Reported(RunId run, int round, int member) => new(RoundEventKind.Reported, run, round, member);

    /// <summary>A member's part arrived but cannot be used.</summary>
    public static RoundEvent Refused(RunId run, int round, int member) => new(RoundEventKind.Refused, run, round, member);

    /// <summary>A member's work crashed, as scheduled by the fault model.</summary>
    public static RoundEvent Crashed(RunId run, int round, int member, int attempt) =>
        new(RoundEventKind.Crashed, run, round, member, attempt);

    /// <summary>A member lost its part to an error.</summary>
    public static RoundEvent Failed(RunId run, int round, int member) => new(RoundEventKind.Failed, run, round, member);

    /// <summary>A member lost its part without an error of its own.</summary>
    public static RoundEvent Vanished(RunId run, int round, int member) => new(RoundEventKind.Vanished, run, round, member);
}

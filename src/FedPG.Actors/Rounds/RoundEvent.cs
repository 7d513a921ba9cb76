using FedPG.Actors.Protocol;

namespace FedPG.Actors.Rounds;

/// <summary>What can happen to a member of a round.</summary>
public enum RoundEventKind
{
    /// <summary>Its part arrived.</summary>
    Reported,

    /// <summary>Its part arrived and cannot be used.</summary>
    Refused,

    /// <summary>Its work crashed as the fault model has it.</summary>
    Crashed,

    /// <summary>It lost its part to an error.</summary>
    Failed,

    /// <summary>It lost its part through no error of its own: it was killed, or a message to or from it was lost.</summary>
    Vanished,
}

/// <summary>Something that happened to a member of a round.</summary>
/// <param name="Kind">What.</param>
/// <param name="Run">The run it says it belongs to.</param>
/// <param name="Round">The round it says it belongs to.</param>
/// <param name="Member">The member's number.</param>
/// <param name="Attempt">Of a crash: which of the member's attempts in this round, from 0.</param>
public readonly record struct RoundEvent(RoundEventKind Kind, RunId Run, int Round, int Member, int Attempt = 0)
{
    /// <summary>A member's part arrived.</summary>
    public static RoundEvent Reported(RunId run, int round, int member) => new(RoundEventKind.Reported, run, round, member);

    /// <summary>A member's part arrived and cannot be used.</summary>
    public static RoundEvent Refused(RunId run, int round, int member) => new(RoundEventKind.Refused, run, round, member);

    /// <summary>A member's work crashed as the fault model has it.</summary>
    public static RoundEvent Crashed(RunId run, int round, int member, int attempt) => new(RoundEventKind.Crashed, run, round, member, attempt);

    /// <summary>A member lost its part to an error.</summary>
    public static RoundEvent Failed(RunId run, int round, int member) => new(RoundEventKind.Failed, run, round, member);

    /// <summary>A member lost its part through no error of its own.</summary>
    public static RoundEvent Vanished(RunId run, int round, int member) => new(RoundEventKind.Vanished, run, round, member);
}

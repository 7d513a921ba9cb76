using FedPG.Actors.Protocol;

namespace FedPG.Actors.Rounds;

/// <summary>Something that happened to a member of a round.</summary>
/// <param name="Run">The run it says it belongs to.</param>
/// <param name="Round">The round it says it belongs to.</param>
/// <param name="Member">The member's number.</param>
public abstract record RoundEvent(RunId Run, int Round, int Member);

/// <summary>A member's part arrived.</summary>
/// <inheritdoc cref="RoundEvent"/>
public sealed record Reported(RunId Run, int Round, int Member) : RoundEvent(Run, Round, Member);

/// <summary>A member's part arrived and cannot be used.</summary>
/// <inheritdoc cref="RoundEvent"/>
public sealed record Refused(RunId Run, int Round, int Member) : RoundEvent(Run, Round, Member);

/// <summary>A member's work crashed as the fault model has it.</summary>
/// <param name="Run">The run it says it belongs to.</param>
/// <param name="Round">The round it says it belongs to.</param>
/// <param name="Member">The member's number.</param>
/// <param name="Attempt">Which of its attempts in this round, from 0.</param>
public sealed record Crashed(RunId Run, int Round, int Member, int Attempt) : RoundEvent(Run, Round, Member);

/// <summary>A member lost its part to an error.</summary>
/// <inheritdoc cref="RoundEvent"/>
public sealed record Failed(RunId Run, int Round, int Member) : RoundEvent(Run, Round, Member);

/// <summary>A member lost its part through no error of its own: it was killed, or a message to or from it was lost.</summary>
/// <inheritdoc cref="RoundEvent"/>
public sealed record Vanished(RunId Run, int Round, int Member) : RoundEvent(Run, Round, Member);

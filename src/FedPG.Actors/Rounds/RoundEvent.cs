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

/// <summary>A member lost its part and has to be asked again.</summary>
/// <inheritdoc cref="RoundEvent"/>
public sealed record Lost(RunId Run, int Round, int Member) : RoundEvent(Run, Round, Member);

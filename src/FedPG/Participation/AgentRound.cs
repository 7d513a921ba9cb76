using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>How an agent stands to a round.</summary>
public enum Attendance
{
    /// <summary>Its update counts in this round.</summary>
    Counts,

    /// <summary>It was asked, and its training crashes for good in this round: there is no update.</summary>
    Loses,

    /// <summary>It was asked, and its update comes after the round has closed.</summary>
    Late,

    /// <summary>It still works on an earlier round's broadcast.</summary>
    Busy,

    /// <summary>It was not asked.</summary>
    Rests,

    /// <summary>It has dropped out and will come back.</summary>
    Absent,

    /// <summary>It will never come back.</summary>
    Gone,
}

/// <summary>What a round holds for one agent. Only an agent that <see cref="Attendance.Counts"/> or <see cref="Attendance.Loses"/> is given
/// work.</summary>
public readonly record struct AgentRound
{
    /// <summary>How it stands to the round.</summary>
    public required Attendance Attendance { get; init; }

    /// <summary>The round whose broadcast it trains from: an earlier one for a late update that counts now.</summary>
    public required int Broadcast { get; init; }

    /// <summary>What its update weighs in the average: 1/(1 + staleness).</summary>
    public double Weight { get; init; }

    /// <summary>
    /// The local steps, from 1, in which trainings crash one after the other; the training after them succeeds if the agent
    /// <see cref="Attendance.Counts"/>. Default when there are none.
    /// </summary>
    public ImmutableArray<int> Crashes { get; init; }

    /// <summary>Whether the last of the crashes is one that the agent does not come back from.</summary>
    public bool IsLastCrashFatal { get; init; }

    /// <summary>Whether the agent is given work in this round.</summary>
    public bool IsAsked => Attendance is Attendance.Counts or Attendance.Loses;

    /// <summary>How many trainings crash.</summary>
    public int CrashCount => Crashes.IsDefault ? 0 : Crashes.Length;

    /// <summary>An agent that trains from a round's own broadcast and counts.</summary>
    public static AgentRound Present(int round) => new() { Attendance = Attendance.Counts, Broadcast = round, Weight = 1 };
}

using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>The part that an agent has in a round.</summary>
public enum Attendance
{
    /// <summary>The agent's update counts in this round.</summary>
    Counts,

    /// <summary>The agent was asked, but a crash loses its update.</summary>
    Loses,

    /// <summary>The agent was asked, but its update arrives after the round has closed.</summary>
    Late,

    /// <summary>The agent still trains from an earlier round's broadcast.</summary>
    Busy,

    /// <summary>The agent was not asked.</summary>
    Rests,

    /// <summary>The agent has dropped out and will come back.</summary>
    Absent,

    /// <summary>The agent will never come back.</summary>
    Gone,
}

/// <summary>
/// The schedule of one agent in one round. Only agents with <see cref="Attendance.Counts"/> or <see cref="Attendance.Loses"/> train.
/// </summary>
public readonly record struct AgentRound
{
    /// <summary>The part that the agent has in the round.</summary>
    public required Attendance Attendance { get; init; }

    /// <summary>The round whose broadcast the agent trains from: an earlier one for a late update that counts now.</summary>
    public required int Broadcast { get; init; }

    /// <summary>The weight of the update in the average: 1, 1/(1 + staleness) for a late update, or what the server's mode gives.</summary>
    public double Weight { get; init; }

    /// <summary>
    /// The local steps, from 1, in which successive trainings crash; default if there are none. With <see cref="Attendance.Counts"/>
    /// the training after the crashes succeeds.
    /// </summary>
    public ImmutableArray<int> Crashes { get; init; }

    /// <summary>Whether the last crash removes the agent for good.</summary>
    public bool IsLastCrashFatal { get; init; }

    /// <summary>Whether the agent trains in this round.</summary>
    public bool Trains => Attendance is Attendance.Counts or Attendance.Loses;

    /// <summary>
    /// The trainings whose mean is the agent's update, in a federation without synchronous rounds; null: one training, of the round
    /// <see cref="Broadcast"/>.
    /// </summary>
    public CountedTrainings? Trainings { get; init; }

    /// <summary>The number of trainings that the agent's update is made from.</summary>
    public int TrainingCount => Trainings?.Scales.Length ?? 1;

    /// <summary>The number of crashed trainings.</summary>
    public int CrashCount => Crashes.IsDefault ? 0 : Crashes.Length;

    /// <summary>An agent that trains from the round's own broadcast and whose update counts with weight 1.</summary>
    public static AgentRound Present(int round) => new() { Attendance = Attendance.Counts, Broadcast = round, Weight = 1 };
}

using FedPG.Options;

namespace FedPG.Participation;

/// <summary>Which agents take part in which rounds: all of them, or as a fault model decides. Immutable; runs may share one.</summary>
public interface IParticipation
{
    /// <summary>The faults of messages. The protocol repairs them, so they do not affect the schedule.</summary>
    NetworkOptions Network => NetworkOptions.None;

    /// <summary>The server's mode that the schedule belongs to.</summary>
    string Mode => ServerOptions.Synchronous;

    /// <summary>Starts the schedule of a run.</summary>
    IRoundSchedule Start(ScheduleKey key);

    /// <summary>Starts the schedule of a run that continues after some rounds. By default, those rounds are folded again.</summary>
    IRoundSchedule Continue(ScheduleKey key, ScheduleHistory history) => history.Replay(Start(key));
}

/// <summary>
/// The schedule of one run, round by round from the first. It is a pure fold: the same key and the same refusals give the same
/// schedule on every machine, so a run can continue from a snapshot of its schedule or fold the schedule again.
/// </summary>
public interface IRoundSchedule
{
    /// <summary>The next round.</summary>
    /// <param name="refused">The agents whose updates were refused in the previous round.</param>
    RoundAttendance Next(IReadOnlyList<int> refused);
}

/// <summary>The inputs of a schedule besides the participation model.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Agents">M: the number of agents in the federation.</param>
/// <param name="LocalSteps">H: local steps per training; each takes one simulated second at slowness 1.</param>
public readonly record struct ScheduleKey(long Seed, int Agents, int LocalSteps);

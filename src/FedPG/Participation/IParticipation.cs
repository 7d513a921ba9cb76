namespace FedPG.Participation;

/// <summary>Who takes part in which round: everyone, or a model of faults. A model is immutable and may be shared by runs.</summary>
public interface IParticipation
{
    /// <summary>Begins a run's schedule.</summary>
    IRoundSchedule Start(ScheduleKey key);
}

/// <summary>
/// The schedule of one run, round after round from the first. It is a pure fold: the same key and the same refusals give the same
/// schedule on every machine, so it can be folded again from the start by whoever takes a run over.
/// </summary>
public interface IRoundSchedule
{
    /// <summary>The next round.</summary>
    /// <param name="refused">The agents whose updates the round before refused.</param>
    RoundAttendance Next(IReadOnlyList<int> refused);
}

/// <summary>What a schedule depends on.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Agents">How many agents the federation has.</param>
/// <param name="LocalSteps">H: local steps of a training; each takes one simulated second at slowness 1.</param>
public readonly record struct ScheduleKey(long Seed, int Agents, int LocalSteps);

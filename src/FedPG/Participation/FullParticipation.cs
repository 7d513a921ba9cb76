namespace FedPG.Participation;

/// <summary>Every agent takes part in every round, as in Algorithm 1 of the paper.</summary>
public sealed class FullParticipation : IParticipation
{
    private FullParticipation()
    {
    }

    /// <summary>The only instance: full participation has no settings.</summary>
    public static FullParticipation Instance { get; } = new();

    /// <inheritdoc/>
    public IRoundSchedule Start(ScheduleKey key) => new Schedule(key);

    /// <inheritdoc/>
    public IRoundSchedule Continue(ScheduleKey key, ScheduleHistory history)
    {
        // Only rounds that refused an update differ from the others.
        var schedule = new Schedule(key);
        foreach (var (round, refused) in history.Refusals.Where(entry => entry.Key < history.Round))
        {
            schedule.AdvanceTo(round);
            schedule.Advance(refused, rounds: 1);
        }

        schedule.AdvanceTo(history.Round);
        return schedule;
    }

    private sealed class Schedule(ScheduleKey key) : IRoundSchedule
    {
        private readonly RefusalRecord _refusals = new(key.Agents);
        private int _round;
        private double _seconds;

        /// <summary>Passes rounds; only the first of them follows a round with refused updates.</summary>
        public void Advance(IReadOnlyList<int> refused, int rounds)
        {
            _refusals.Record(refused, trained: _ => true);
            _round += rounds;

            // A round without any agents left takes no time, as under a fault model.
            if (_refusals.GoneCount < key.Agents) _seconds += (double)rounds * key.LocalSteps;
        }

        /// <summary>Passes rounds without refused updates.</summary>
        public void AdvanceTo(int round)
        {
            if (round > _round) Advance([], round - _round);
        }

        public RoundAttendance Next(IReadOnlyList<int> refused)
        {
            Advance(refused, rounds: 1);
            if (_refusals.GoneCount == 0) return RoundAttendance.Everyone(_round, key.Agents, _seconds);
            var gone = new AgentRound { Attendance = Attendance.Gone, Broadcast = _round };
            return RoundAttendance.Of(
                _round,
                [.. Enumerable.Range(0, key.Agents).Select(agent => _refusals.IsGone(agent) ? gone : AgentRound.Present(_round))],
                pending: [],
                new RoundTally { Asked = key.Agents - _refusals.GoneCount, Gone = _refusals.GoneCount, SimulatedSeconds = _seconds });
        }
    }
}

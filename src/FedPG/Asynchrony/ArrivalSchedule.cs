using System.Collections.Immutable;
using FedPG.Participation;
using FedPG.Random;

namespace FedPG.Asynchrony;

/// <summary>
/// The order of arrivals on the simulated clock, step by step. Simultaneous updates arrive in the order of the agents, after those of
/// agents whose last update was discarded, in drawn order: with equal times, a step that takes few updates would otherwise always take
/// those of the same agents. Agents begin again when all simultaneous updates have arrived. A fault applies to an agent's n-th training as
/// to round n.
/// </summary>
internal sealed partial class ArrivalSchedule(ScheduleKey key, IServerMode mode, ImmutableArray<IFaultProcess> faults) : IRoundSchedule
{
    private readonly RefusalRecord _refusals = new(key.Agents);
    private readonly PriorityQueue<int, (double Arrives, double Place, int Agent)> _underWay = new();
    private readonly SuccessiveRounds _parts = new(key.Agents);

    /// <summary>The broadcasts of trainings under way; empty if the mode discards stale updates.</summary>
    private readonly VersionsInUse _versions = new();

    /// <summary>By agent, the training that is under way or has ended last.</summary>
    private readonly Training[] _trainings = new Training[key.Agents];

    /// <summary>The agents that begin their next training when the clock moves on.</summary>
    private readonly HashSet<int> _waiting = [.. Enumerable.Range(0, key.Agents)];

    /// <summary>The waiting agents whose last update was discarded.</summary>
    private readonly HashSet<int> _discarded = [];
    private int _completed;
    private double _clock;
    private double _meanDuration;

    /// <summary>Whether an agent's update counted in the last step.</summary>
    private Func<int, bool> _counted = _ => false;

    private int Round => _completed + 1;

    public RoundAttendance Next(IReadOnlyList<int> refused)
    {
        int gone = _refusals.GoneCount;
        _refusals.Record(refused, _counted);
        if (_refusals.GoneCount > gone) CountVersions();
        var step = new ServerStep(Round, key.Agents - _refusals.GoneCount);
        int asked = 0, late = 0;
        while (true)
        {
            if (!_underWay.TryPeek(out _, out var next) || next.Arrives > _clock) asked += BeginWaiting();
            if (!_underWay.TryDequeue(out int agent, out _)) break;
            if (_refusals.IsGone(agent)) continue;
            var training = _trainings[agent];
            _clock = training.Arrives;
            _waiting.Add(agent);
            if (mode.TakesStale) _versions.Remove(training.Broadcast);
            if (training.Broadcast < Round && !mode.TakesStale)
            {
                late++;
                _discarded.Add(agent);
                continue;
            }

            step.Add(agent, training, mode.Scale(training.Duration, _meanDuration));
            if (mode.IsComplete(step.Progress)) break;
        }

        return Close(step, asked, late);
    }

    private RoundAttendance Close(ServerStep step, int asked, int late)
    {
        ImmutableArray<int> counted = [.. step.Agents.Order()];
        foreach (int agent in counted) _parts[agent] = step.Work(agent, mode);
        foreach (var (agent, _) in _refusals.Counts.Where(refused => _refusals.IsGone(refused.Agent)))
            _parts[agent] = new AgentRound { Attendance = Attendance.Gone, Broadcast = Round };
        var tally = new RoundTally
        {
            Asked = asked,
            Late = late,
            Stale = step.Stale,
            Gone = _refusals.GoneCount,
            SimulatedSeconds = _clock,
        };
        var attendance = RoundAttendance.Of(Round, _parts, counted, _versions.Rounds, tally);
        foreach (int agent in counted) SetBusy(agent);
        _counted = step.Has;
        _completed++;
        return _completed % ScheduleSnapshot.Interval == 0 && Save() is { } snapshot ? attendance.With(snapshot) : attendance;
    }

    /// <summary>Begins the next training of the waiting agents and returns how many there are.</summary>
    private int BeginWaiting()
    {
        int begun = 0;
        double rate = 0;
        foreach (int agent in _waiting.Where(agent => !_refusals.IsGone(agent)).Order())
        {
            var fate = new AgentFate { IsAsked = true, Slowness = 1 };
            int number = _trainings[agent].Number + 1;
            foreach (var fault in faults) fault.Apply(number, agent, _clock, ref fate);
            Begin(agent, number, fate.Duration(key.LocalSteps));
            rate += 1 / (fate.MeanDelay + fate.Slowness * key.LocalSteps);
            begun++;
        }

        // All agents begin together, so the first mean is over all of them.
        if (_meanDuration == 0) _meanDuration = begun / rate;
        _waiting.Clear();
        _discarded.Clear();
        return begun;
    }

    private void Begin(int agent, int number, double duration)
    {
        double arrives = _clock + duration;
        if (!(arrives > _clock) || double.IsInfinity(arrives))
        {
            throw new SpecificationException(
                "faults.straggler", FormattableString.Invariant($"a training of {duration} simulated seconds at {_clock} of the clock"),
                "times that differ less, so that each training moves the clock");
        }

        double place = _discarded.Contains(agent)
            ? RandomStreams.For(StreamPurpose.Arrival, (ulong)key.Seed, number, agent).NextDouble()
            : 1;
        _trainings[agent] = new Training(Round, number, duration, arrives, place);
        SetBusy(agent);
        if (mode.TakesStale) _versions.Add(Round);
        Enqueue(agent);
    }

    private void SetBusy(int agent) =>
        _parts[agent] = new AgentRound { Attendance = Attendance.Busy, Broadcast = _trainings[agent].Broadcast };

    /// <summary>Counts the broadcasts of trainings under way from the beginning: those of agents dropped since do not count.</summary>
    private void CountVersions()
    {
        _versions.Clear();
        if (!mode.TakesStale) return;
        var underWay = Enumerable.Range(0, key.Agents).Where(agent => !_waiting.Contains(agent) && !_refusals.IsGone(agent));
        foreach (int round in underWay.Select(agent => _trainings[agent].Broadcast).Order()) _versions.Add(round);
    }

    private void Enqueue(int agent) => _underWay.Enqueue(agent, (_trainings[agent].Arrives, _trainings[agent].Place, agent));
}

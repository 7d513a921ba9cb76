using System.Collections.Immutable;
using FedPG.Options;

namespace FedPG.Participation;

/// <summary>Combines faults, participation and the closing rule into a run's schedule on the simulated clock.</summary>
internal sealed partial class FaultSchedule(ScheduleKey key, ServerOptions server, ImmutableArray<IFaultProcess> faults) : IRoundSchedule
{
    private readonly RefusalRecord _refusals = new(key.Agents);
    private readonly HashSet<int> _gone = [];
    private readonly SortedDictionary<int, LateUpdate> _busy = [];
    private int _completed;
    private double _clock;

    /// <summary>Whether an agent's update counted in the last round.</summary>
    private Func<int, bool> _counted = _ => false;

    /// <summary>An update that is still under way when its round has closed.</summary>
    private readonly record struct LateUpdate(AgentRound Work, double Arrives);

    private int Round => _completed + 1;

    public RoundAttendance Next(IReadOnlyList<int> refused)
    {
        _refusals.Record(refused, _counted);
        var asked = AskedAgents.Draw(key.Seed, Round, key.Agents, server.Participation);
        var fates = new AgentFate[key.Agents];
        for (int agent = 0; agent < fates.Length; agent++) fates[agent] = Fate(agent, asked[agent]);
        int interrupted = _busy.Keys.Where(agent => fates[agent].IsAbsent || IsGone(agent)).ToList().Count(_busy.Remove);

        double close = Close(fates);
        var agents = ImmutableArray.CreateBuilder<AgentRound>(key.Agents);
        for (int agent = 0; agent < fates.Length; agent++) agents.Add(Attend(agent, fates[agent], close));
        var tally = Tally(agents, fates, close) with { SimulatedSeconds = close };
        ImmutableArray<int> pending = [.. _busy.Values.Select(late => late.Work.Broadcast).Distinct().Order()];
        _clock = close;
        var attendance = RoundAttendance.Of(Round, agents.MoveToImmutable(), pending, tally with { Lost = tally.Lost + interrupted });
        _counted = agent => attendance[agent].Attendance == Attendance.Counts;
        _completed++;
        return _completed % ScheduleSnapshot.Interval == 0 && Save() is { } snapshot
            ? attendance.With(snapshot)
            : attendance;
    }

    private bool IsGone(int agent) => _gone.Contains(agent) || _refusals.IsGone(agent);

    private AgentFate Fate(int agent, bool isAsked)
    {
        var fate = new AgentFate { IsAsked = isAsked && !_busy.ContainsKey(agent) && !IsGone(agent), Slowness = 1 };
        foreach (var fault in faults) fault.Apply(Round, agent, _clock, ref fate);
        return fate;
    }

    private List<(double Time, bool Reports)> Ends(AgentFate[] fates) =>
        [.. fates.Where(fate => fate.Trains).Select(fate => (fate.Duration(key.LocalSteps), !fate.LosesRound))];

    private double Close(AgentFate[] fates)
    {
        double firstLate = FirstLate(), close = _clock + ClosingRule.Close(Ends(fates), firstLate - _clock, server);

        // Rounding can move a close that waits for a late update to just before the update, which the round would then miss.
        return Math.BitIncrement(close) == firstLate ? firstLate : close;
    }

    private double FirstLate() => _busy.Values.Select(late => late.Arrives).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>The part of an agent in the round, whose close is now known; stores a late update for later rounds.</summary>
    private AgentRound Attend(int agent, AgentFate fate, double close)
    {
        var none = new AgentRound { Attendance = Attendance.Rests, Broadcast = Round };
        if (IsGone(agent)) return none with { Attendance = Attendance.Gone };
        if (fate.IsAbsent) return none with { Attendance = Attendance.Absent };
        if (_busy.TryGetValue(agent, out var late)) return Arrive(agent, late, close);
        if (!fate.IsAsked) return none;

        double ends = _clock + fate.Duration(key.LocalSteps);
        bool isLate = ends > close, isAbandoned = isLate && server.LateUpdates == LateUpdates.Discard;
        foreach (var fault in faults) fault.Settle(agent, _clock, fate, isAbandoned ? close : double.PositiveInfinity);
        var work = AgentRound.Present(Round) with
        {
            Attendance = fate.LosesRound ? Attendance.Loses : Attendance.Counts,
            Crashes = fate.Crashes,
            IsLastCrashFatal = fate.IsGone,
        };
        if (!isLate) return Finish(agent, work);
        if (!isAbandoned) _busy[agent] = new LateUpdate(work, ends);
        return none with { Attendance = Attendance.Late };
    }

    private AgentRound Finish(int agent, AgentRound work)
    {
        if (work.IsLastCrashFatal) _gone.Add(agent);
        return work;
    }

    private AgentRound Arrive(int agent, LateUpdate late, double close)
    {
        if (late.Arrives > close) return new AgentRound { Attendance = Attendance.Busy, Broadcast = late.Work.Broadcast };
        _busy.Remove(agent);
        return Finish(agent, late.Work with { Weight = 1.0 / (1 + Round - late.Work.Broadcast) });
    }

    private RoundTally Tally(IReadOnlyList<AgentRound> agents, AgentFate[] fates, double close) => new()
    {
        Asked = fates.Count(fate => fate.Trains),
        Late = agents.Count(agent => agent.Attendance == Attendance.Late),
        Stale = agents.Count(agent => agent.Attendance == Attendance.Counts && agent.Broadcast < Round),
        Dropped = agents.Count(agent => agent.Attendance == Attendance.Absent),
        Crashed = fates.Sum(fate => Crashes(fate, close)),
        Lost = agents.Count(agent => agent.Attendance == Attendance.Loses),
        Gone = agents.Count(agent => agent.Attendance == Attendance.Gone || (agent.Trains && agent.IsLastCrashFatal)),
    };

    /// <summary>
    /// The number of crashes of a training that began in this round; a training abandoned at the close no longer crashes.
    /// </summary>
    private int Crashes(AgentFate fate, double close)
    {
        double until = server.LateUpdates == LateUpdates.Discard ? close - _clock : double.PositiveInfinity;
        return Enumerable.Range(0, fate.CrashCount).Count(crash => fate.CrashTime(crash) <= until);
    }
}

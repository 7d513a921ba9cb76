using System.Collections.Immutable;

namespace FedPG.Participation;

/// <content>Saves the schedule's state and continues from it.</content>
internal sealed partial class FaultSchedule
{
    /// <summary>Continues from a saved state.</summary>
    /// <exception cref="FormatException">The snapshot is of a schedule with other faults or agents.</exception>
    public void Restore(ScheduleSnapshot snapshot)
    {
        var reader = new SnapshotReader(snapshot.Numbers);
        (_completed, _clock) = (snapshot.Round, reader.Number());
        var counted = new HashSet<int>();
        for (int left = reader.Integer(); left > 0; left--)
        {
            int agent = reader.Integer();
            _refusals.Restore(agent, reader.Integer());
            if (reader.Integer() != 0) counted.Add(agent);
        }

        _counted = counted.Contains;
        foreach (double agent in reader.Numbers(reader.Integer())) _gone.Add((int)agent);
        for (int left = reader.Integer(); left > 0; left--)
        {
            int agent = reader.Integer();
            _busy[agent] = ReadLate(ref reader);
        }

        foreach (var fault in faults) fault.Restore(reader.Numbers(reader.Integer()));
    }

    /// <summary>The state after the last round; null if a fault cannot be saved.</summary>
    private ScheduleSnapshot? Save()
    {
        var numbers = new List<double> { _clock };
        var refused = _refusals.Counts.ToList();
        numbers.Add(refused.Count);
        foreach (var (agent, refusals) in refused) numbers.AddRange([agent, refusals, _counted(agent) ? 1 : 0]);
        numbers.Add(_gone.Count);
        numbers.AddRange(_gone.Order().Select(agent => (double)agent));
        numbers.Add(_busy.Count);
        foreach (var (agent, late) in _busy)
        {
            var (work, arrives) = late;
            bool counts = work.Attendance == Attendance.Counts;
            numbers.AddRange([agent, arrives, work.Broadcast, counts ? 1 : 0, work.IsLastCrashFatal ? 1 : 0, work.CrashCount]);
            if (work.CrashCount > 0) numbers.AddRange(work.Crashes.Select(step => (double)step));
        }

        foreach (var fault in faults)
        {
            if (fault.Save() is not { } saved) return null;
            numbers.Add(saved.Length);
            numbers.AddRange(saved);
        }

        return new ScheduleSnapshot(_completed, [.. numbers]);
    }

    private static LateUpdate ReadLate(ref SnapshotReader reader)
    {
        double arrives = reader.Number();
        var work = AgentRound.Present(reader.Integer()) with
        {
            Attendance = reader.Integer() != 0 ? Attendance.Counts : Attendance.Loses,
            IsLastCrashFatal = reader.Integer() != 0,
        };
        var crashes = reader.Numbers(reader.Integer());
        return new LateUpdate(crashes.IsEmpty ? work : work with { Crashes = Steps(crashes) }, arrives);
    }

    private static ImmutableArray<int> Steps(ReadOnlySpan<double> numbers)
    {
        var steps = ImmutableArray.CreateBuilder<int>(numbers.Length);
        foreach (double number in numbers) steps.Add((int)number);
        return steps.MoveToImmutable();
    }
}

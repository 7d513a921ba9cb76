using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Asynchrony;

/// <content>Saves the schedule's state and continues from it.</content>
internal sealed partial class ArrivalSchedule
{
    /// <summary>An agent's training is under way, or its update has arrived and counted, or was discarded.</summary>
    private const int UnderWay = 0, Counted = 1, Discarded = 2;

    /// <summary>Continues from a saved state.</summary>
    /// <exception cref="FormatException">The snapshot is of a schedule with other faults or agents.</exception>
    public void Restore(ScheduleSnapshot snapshot)
    {
        var reader = new SnapshotReader(snapshot.Numbers);
        (_completed, _clock, _meanDuration) = (snapshot.Round, reader.Number(), reader.Number());
        var counted = new HashSet<int>();
        for (int left = reader.Integer(); left > 0; left--)
        {
            int agent = reader.Integer();
            _refusals.Restore(agent, reader.Integer());
            if (reader.Integer() != 0) counted.Add(agent);
        }

        _counted = counted.Contains;
        _waiting.Clear();
        for (int agent = 0; agent < key.Agents; agent++)
        {
            _trainings[agent] = new Training(reader.Integer(), reader.Integer(), reader.Number(), reader.Number(), reader.Number());
            int pause = reader.Integer();
            if (pause == Discarded) _discarded.Add(agent);
            if (pause != UnderWay) _waiting.Add(agent);
            else if (!_refusals.IsGone(agent)) Enqueue(agent);
            SetBusy(agent);
        }

        CountVersions();

        foreach (var fault in faults) fault.Restore(reader.Numbers(reader.Integer()));
    }

    /// <summary>The state after the last step; null if a fault cannot be saved.</summary>
    private ScheduleSnapshot? Save()
    {
        var numbers = ImmutableArray.CreateBuilder<double>(6 * key.Agents + 16);
        numbers.AddRange(_clock, _meanDuration);
        var refused = _refusals.Counts.ToList();
        numbers.Add(refused.Count);
        foreach (var (agent, refusals) in refused) numbers.AddRange(agent, refusals, _counted(agent) ? 1 : 0);
        for (int agent = 0; agent < key.Agents; agent++)
        {
            var (broadcast, number, duration, arrives, place) = _trainings[agent];
            int pause = !_waiting.Contains(agent) ? UnderWay : _discarded.Contains(agent) ? Discarded : Counted;
            numbers.AddRange(broadcast, number, duration, arrives, place, pause);
        }

        foreach (var fault in faults)
        {
            if (fault.Save() is not { } saved) return null;
            numbers.Add(saved.Length);
            numbers.AddRange(saved);
        }

        return new ScheduleSnapshot(_completed, numbers.DrainToImmutable());
    }
}

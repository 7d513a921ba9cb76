using Akka.Actor;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// Expires when no training of the run has ended for some time; until then, silent agents may just be waiting for a thread. One timer
/// serves many rounds: each event only moves the time it counts from.
/// </summary>
/// <param name="scheduler">The clock.</param>
/// <param name="edge">The actor to notify.</param>
/// <param name="patience">The time to wait.</param>
internal sealed class Watchdog(IScheduler scheduler, IActorRef edge, TimeSpan patience)
{
    private ICancelable? _timer;
    private DateTimeOffset _since;
    private long _trainings;

    /// <summary>Begins a round.</summary>
    /// <param name="trainings">The number of trainings ended so far.</param>
    public void Start(long trainings)
    {
        _trainings = trainings;
        Feed();
        if (_timer is null) Arm(patience);
    }

    /// <summary>Restarts the time, because an update has arrived.</summary>
    public void Feed() => _since = scheduler.Now;

    /// <summary>Whether the time has passed. In any case the edge is notified again while the round is open.</summary>
    /// <param name="trainings">The number of trainings ended so far.</param>
    /// <param name="isIdle">Whether nothing is awaited.</param>
    public bool HasExpired(long trainings, bool isIdle)
    {
        _timer = null;
        if (isIdle) return false;
        var left = patience - (scheduler.Now - _since);
        bool hasExpired = left <= TimeSpan.Zero && trainings == _trainings;
        if (left <= TimeSpan.Zero) Feed();
        _trainings = trainings;
        Arm(left > TimeSpan.Zero ? left : patience);
        return hasExpired;
    }

    public void Stop() => _timer?.Cancel();

    private void Arm(TimeSpan after) => _timer = scheduler.ScheduleTellOnceCancelable(after, edge, Expired.Instance, edge);

    /// <summary>To the edge: the time may have passed.</summary>
    internal sealed record Expired
    {
        public static Expired Instance { get; } = new();
    }
}

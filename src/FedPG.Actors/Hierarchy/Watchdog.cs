using Akka.Actor;

namespace FedPG.Actors.Hierarchy;

/// <summary>
/// Says when nobody anywhere has finished a training for some time: until then, silent agents may be waiting for a thread. One timer
/// serves many rounds: what happens only moves the time it counts from.
/// </summary>
/// <param name="scheduler">Its clock.</param>
/// <param name="edge">Whom it tells.</param>
/// <param name="patience">The time.</param>
internal sealed class Watchdog(IScheduler scheduler, IActorRef edge, TimeSpan patience)
{
    private ICancelable? _timer;
    private DateTimeOffset _since;
    private long _trainings;

    /// <summary>Begins a round.</summary>
    /// <param name="trainings">How many trainings have ended by now.</param>
    public void Start(long trainings)
    {
        _trainings = trainings;
        Feed();
        if (_timer is null) Arm(patience);
    }

    /// <summary>An update has come.</summary>
    public void Feed() => _since = scheduler.Now;

    /// <summary>Whether the time has passed; if not, the edge is told again once it may have.</summary>
    /// <param name="trainings">How many trainings have ended by now.</param>
    /// <param name="isIdle">Whether nothing is awaited.</param>
    public bool HasBitten(long trainings, bool isIdle)
    {
        _timer = null;
        if (isIdle) return false;
        var left = patience - (scheduler.Now - _since);
        bool hasBitten = left <= TimeSpan.Zero && trainings == _trainings;
        if (left <= TimeSpan.Zero) Feed();
        _trainings = trainings;
        Arm(left > TimeSpan.Zero ? left : patience);
        return hasBitten;
    }

    public void Stop() => _timer?.Cancel();

    private void Arm(TimeSpan after) => _timer = scheduler.ScheduleTellOnceCancelable(after, edge, Expired.Instance, edge);

    /// <summary>To the edge: the time may have passed.</summary>
    internal sealed record Expired
    {
        public static Expired Instance { get; } = new();
    }
}

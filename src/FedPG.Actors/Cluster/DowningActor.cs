using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>Applies the <see cref="DowningRule"/> to the cluster.</summary>
internal sealed class DowningActor : UntypedActor, IWithTimers
{
    private readonly TimeSpan _patience = Context.System.Settings.Config.GetTimeSpan("fedpg.actors.cluster.down-after");
    private readonly Akka.Cluster.Cluster _cluster;
    private DowningRule _rule;

    public DowningActor(Akka.Cluster.Cluster cluster) => (_cluster, _rule) = (cluster, new DowningRule(cluster.SelfUniqueAddress));

    private sealed record Check
    {
        public static Check Now { get; } = new();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer(nameof(Check), Check.Now, _patience / 4);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        var now = Context.System.Scheduler.Now.UtcDateTime;
        if (message is ClusterEvent.IClusterDomainEvent happened) _rule = _rule.After(happened, now);
        if (message is not Check) return;
        var down = _rule.Decide(now, _patience, member => OwnReach.Includes(_cluster, member.Address));
        foreach (var member in down) _cluster.Down(member.Address);
    }
}

using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>On a node: completes a task when no server of the cluster is reachable any more. A replacement server forms a new cluster,
/// which the node has to join.</summary>
internal sealed class ServerWatch : UntypedActor, IWithTimers
{
    private readonly TimeSpan _patience = Context.System.Settings.Config.GetTimeSpan("fedpg.actors.cluster.down-after");
    private readonly TaskCompletionSource _lost;
    private DowningRule _rule = new(Akka.Cluster.Cluster.Get(Context.System).SelfUniqueAddress);
    private bool _hasServer;

    public ServerWatch(TaskCompletionSource lost) => _lost = lost;

    private sealed record Check
    {
        public static Check Now { get; } = new();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TaskCompletionSource lost) => Akka.Actor.Props.Create(() => new ServerWatch(lost));

    protected override void PreStart()
    {
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer(nameof(Check), Check.Now, _patience / 4);
    }

    protected override void PostStop() => Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is ClusterEvent.IClusterDomainEvent happened)
        {
            _rule = _rule.After(happened, Context.System.Scheduler.Now.UtcDateTime);
            _hasServer |= happened is ClusterEvent.IMemberEvent { Member: var member } && member.HasRole(ClusterRole.Server);
        }

        var cluster = Akka.Cluster.Cluster.Get(Context.System);
        bool areLost = _rule.AreServersLost(
            Context.System.Scheduler.Now.UtcDateTime, _patience, server => OwnReach.Includes(cluster, server.Address));
        if (_hasServer && areLost) _lost.TrySetResult();
    }
}

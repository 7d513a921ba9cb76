using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using FedPG.Actors.Protocol;
using FedPG.Actors.Telemetry;
using FedPG.Actors.Training;

namespace FedPG.Actors.Cluster;

/// <summary>Subscribes to membership events and reports nodes that join and leave to the servers of this process.</summary>
internal sealed class NodeWatcher(NodeRegistry registry) : UntypedActor, IWithTimers
{
    /// <summary>How often members are looked at that others cannot reach.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly Dictionary<UniqueAddress, ClusterEvent.UnreachableMember> _doubted = [];
    private readonly Dictionary<IActorRef, FederationPlan> _servers = [];
    private ClusterView _view = new();

    /// <summary>Tell a server about current and future nodes.</summary>
    public sealed record Serve(IActorRef Server, FederationPlan Plan);

    private sealed record Look
    {
        public static Look Again { get; } = new();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeRegistry registry) => Akka.Actor.Props.Create(() => new NodeWatcher(registry));

    protected override void PreStart()
    {
        registry.Log = Context.GetLogger();
        LiveFederations.Add(registry, registry.Read);
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent));
    }

    protected override void PostStop()
    {
        LiveFederations.Remove(registry);
        _cluster.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Serve serve:
                _servers[serve.Server] = serve.Plan;
                Context.Watch(serve.Server);

                // The first node gets the whole first round, so start with the least loaded one.
                foreach (var (key, node) in _view.Nodes.OrderBy(node => registry.LoadOf(node.Key.ToString(), node.Value.Cores)))
                {
                    if (node.IsReachable) serve.Server.Tell(Joined(key, node, serve.Plan));
                }

                break;
            case Terminated terminated:
                if (!_servers.Remove(terminated.ActorRef, out var ended)) break;
                registry.End(ended.Run);
                foreach (var server in _servers.Keys) server.Tell(LoadChanged.Now);
                break;
            case ClusterEvent.MemberUp { Member: var member } when PeerVersion.IsForeignNode(member, SelfMember()):
                Context.GetLogger().Warning(
                    "node {0}:{1} has {2}, this server has {3}: the node is not used",
                    member.Address.Host,
                    member.Address.Port,
                    PeerVersion.TextOf(member),
                    PeerVersion.TextOf(SelfMember()));
                break;
            case ClusterEvent.UnreachableMember gone when OwnReach.Includes(_cluster, gone.Member.Address):
                // Only others cannot reach the node, or this process is about to find out.
                _doubted[gone.Member.UniqueAddress] = gone;
                Timers.StartSingleTimer(nameof(Look), Look.Again, Interval);
                break;
            case ClusterEvent.IClusterDomainEvent happened:
                if (happened is ClusterEvent.ReachableMember { Member: var back }) _doubted.Remove(back.UniqueAddress);
                Update(happened);
                break;
            case Look:
                foreach (var (key, gone) in _doubted.Where(doubted => !OwnReach.Includes(_cluster, doubted.Key.Address)).ToList())
                {
                    _doubted.Remove(key);
                    Update(gone);
                }

                if (_doubted.Count > 0) Timers.StartSingleTimer(nameof(Look), Look.Again, Interval);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private Member SelfMember() => _cluster.SelfMember;

    private void Update(ClusterEvent.IClusterDomainEvent happened)
    {
        var before = _view;
        _view = _view.After(happened);
        Tell(before);
    }

    private void Tell(ClusterView before)
    {
        if (before.Nodes == _view.Nodes) return;
        foreach (var (server, plan) in _servers)
        {
            foreach (var key in before.Nodes.Keys.Except(_view.Nodes.Keys)) server.Tell(new NodeLeft(key.ToString()));
            foreach (var (key, node) in _view.Nodes)
            {
                bool wasThere = before.Nodes.TryGetValue(key, out var earlier) && earlier.IsReachable;
                if (wasThere && !node.IsReachable) server.Tell(new NodeAway(key.ToString()));
                if (!wasThere && node.IsReachable) server.Tell(Joined(key, node, plan));
            }
        }

        registry.Update(_view);
    }

    private static NodeJoined Joined(UniqueAddress key, ClusterView.Node node, FederationPlan plan) =>
        new(key.ToString(), node.Cores, number => NodeProxy.Props(plan, number, node.Address));
}

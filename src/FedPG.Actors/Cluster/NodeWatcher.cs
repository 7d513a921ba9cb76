using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using FedPG.Actors.Protocol;
using FedPG.Actors.Telemetry;
using FedPG.Actors.Training;

namespace FedPG.Actors.Cluster;

/// <summary>Subscribes to membership events and reports nodes that join and leave to the servers of this process.</summary>
internal sealed class NodeWatcher(NodeRegistry registry) : UntypedActor
{
    private readonly Dictionary<IActorRef, FederationPlan> _servers = [];
    private ClusterView _view = new();

    /// <summary>Tell a server about current and future nodes.</summary>
    public sealed record Serve(IActorRef Server, FederationPlan Plan);

    public static Props Props(NodeRegistry registry) => Akka.Actor.Props.Create(() => new NodeWatcher(registry));

    protected override void PreStart()
    {
        registry.Log = Context.GetLogger();
        LiveFederations.Add(registry, registry.Read);
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent));
    }

    protected override void PostStop()
    {
        LiveFederations.Remove(registry);
        Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);
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
            case ClusterEvent.IClusterDomainEvent happened:
                var before = _view;
                _view = _view.After(happened);
                Tell(before);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static Member SelfMember() => Akka.Cluster.Cluster.Get(Context.System).SelfMember;

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

using Akka.Actor;
using Akka.Cluster;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Cluster;

/// <summary>Hears which nodes come and go, and tells the servers of this process.</summary>
internal sealed class NodeWatcher(Action<ClusterView> changed) : UntypedActor
{
    private readonly Dictionary<IActorRef, FederationPlan> _servers = [];
    private ClusterView _view = new();

    /// <summary>Tell a server of the nodes there are and of those to come.</summary>
    public sealed record Serve(IActorRef Server, FederationPlan Plan);

    public static Props Props(Action<ClusterView> changed) => Akka.Actor.Props.Create(() => new NodeWatcher(changed));

    protected override void PreStart() => Akka.Cluster.Cluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Serve serve:
                _servers[serve.Server] = serve.Plan;
                Context.Watch(serve.Server);
                foreach (var node in _view.Nodes.Where(node => node.Value.IsReachable)) serve.Server.Tell(Joined(node.Key, node.Value, serve.Plan));
                break;
            case Terminated terminated:
                _servers.Remove(terminated.ActorRef);
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

        changed(_view);
    }

    private static NodeJoined Joined(UniqueAddress key, ClusterView.Node node, FederationPlan plan) =>
        new(key.ToString(), node.Cores, number => NodeProxy.Props(plan, number, node.Address));
}

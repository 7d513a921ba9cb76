using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>On a node: completes when the cluster has lost its last server. Whoever comes in its place begins a cluster of its own, to be joined anew.</summary>
internal sealed class ServerWatch(TaskCompletionSource lost) : UntypedActor
{
    private readonly HashSet<UniqueAddress> _servers = [];

    public static Props Props(TaskCompletionSource lost) => Akka.Actor.Props.Create(() => new ServerWatch(lost));

    protected override void PreStart() =>
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    protected override void OnReceive(object message)
    {
        if (message is not ClusterEvent.IMemberEvent { Member: var member } || !member.HasRole(ClusterRole.Server)) return;
        if (message is not ClusterEvent.MemberRemoved) _servers.Add(member.UniqueAddress);
        else if (_servers.Remove(member.UniqueAddress) && _servers.Count == 0) lost.TrySetResult();
    }
}

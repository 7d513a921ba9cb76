using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>The nodes that train agents, according to the cluster's events. Immutable.</summary>
internal sealed record ClusterView
{
    /// <summary>The nodes.</summary>
    public ImmutableSortedDictionary<UniqueAddress, Node> Nodes { get; private init; } =
        ImmutableSortedDictionary<UniqueAddress, Node>.Empty;

    /// <summary>A node.</summary>
    /// <param name="Address">The node's address.</param>
    /// <param name="Cores">The number of cores it trains on.</param>
    /// <param name="IsReachable">Whether the failure detector sees it as reachable.</param>
    public readonly record struct Node(Address Address, int Cores, bool IsReachable);

    /// <summary>The number of reachable nodes.</summary>
    public int Reachable => Nodes.Values.Count(node => node.IsReachable);

    /// <summary>The view after a cluster event.</summary>
    public ClusterView After(ClusterEvent.IClusterDomainEvent happened) => happened switch
    {
        ClusterEvent.MemberUp { Member: var member } when member.HasRole(ClusterRole.Agents) => this with
        {
            Nodes = Nodes.SetItem(member.UniqueAddress, new Node(member.Address, ClusterRole.CoresOf(member), IsReachable: true)),
        },
        ClusterEvent.UnreachableMember gone => Reached(gone.Member, isReachable: false),
        ClusterEvent.ReachableMember back => Reached(back.Member, isReachable: true),
        ClusterEvent.MemberLeft left => Without(left.Member),
        ClusterEvent.MemberExited exited => Without(exited.Member),
        ClusterEvent.MemberDowned downed => Without(downed.Member),
        ClusterEvent.MemberRemoved removed => Without(removed.Member),
        _ => this,
    };

    private ClusterView Reached(Member member, bool isReachable) => Nodes.TryGetValue(member.UniqueAddress, out var node)
        ? this with { Nodes = Nodes.SetItem(member.UniqueAddress, node with { IsReachable = isReachable }) }
        : this;

    private ClusterView Without(Member member) => this with { Nodes = Nodes.Remove(member.UniqueAddress) };
}

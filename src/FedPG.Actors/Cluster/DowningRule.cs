using System.Collections.Immutable;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Which members of a cluster are given up: the oldest server that answers gives up whoever has not answered for a time, and nobody else gives up anyone.
/// So the server's side of a cut goes on, however few its nodes are, and nodes that die one after another never take it with them. Two servers on two sides
/// of a cut both go on; the database lets only one of them continue a run. Immutable.
/// </summary>
/// <param name="Self">The member that decides.</param>
internal sealed record DowningRule(UniqueAddress Self)
{
    private ImmutableHashSet<Member> Members { get; init; } = [];

    private ImmutableDictionary<UniqueAddress, DateTime> UnreachableSince { get; init; } = ImmutableDictionary<UniqueAddress, DateTime>.Empty;

    /// <summary>After an event of the cluster.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="now">When it happened.</param>
    public DowningRule After(ClusterEvent.IClusterDomainEvent happened, DateTime now) => happened switch
    {
        ClusterEvent.UnreachableMember { Member: var member } =>
            With(member) with { UnreachableSince = UnreachableSince.ContainsKey(member.UniqueAddress) ? UnreachableSince : UnreachableSince.Add(member.UniqueAddress, now) },
        ClusterEvent.ReachableMember { Member: var member } => With(member) with { UnreachableSince = UnreachableSince.Remove(member.UniqueAddress) },
        ClusterEvent.MemberRemoved { Member: var member } =>
            this with { Members = Members.Where(other => !other.UniqueAddress.Equals(member.UniqueAddress)).ToImmutableHashSet(), UnreachableSince = UnreachableSince.Remove(member.UniqueAddress) },
        ClusterEvent.IMemberEvent { Member: var member } => With(member),
        _ => this,
    };

    /// <summary>Whom to give up now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long a member may be silent.</param>
    public ImmutableArray<UniqueAddress> Decide(DateTime now, TimeSpan patience)
    {
        var servers = Members.Where(member => member.HasRole(ClusterRole.Server) && !UnreachableSince.ContainsKey(member.UniqueAddress)).ToList();
        if (servers.Count == 0) return [];
        var oldest = servers.Aggregate((one, other) => other.IsOlderThan(one) ? other : one);
        return oldest.UniqueAddress.Equals(Self) ? [.. UnreachableSince.Where(silent => now - silent.Value >= patience).Select(silent => silent.Key)] : [];
    }

    /// <summary>Whether no server has answered for a time: then there is nobody to work for.</summary>
    public bool AreServersLost(DateTime now, TimeSpan patience) =>
        Members.All(member => !member.HasRole(ClusterRole.Server) || (UnreachableSince.TryGetValue(member.UniqueAddress, out var since) && now - since >= patience));

    private DowningRule With(Member member) =>
        this with { Members = Members.Where(other => !other.UniqueAddress.Equals(member.UniqueAddress)).Append(member).ToImmutableHashSet() };
}

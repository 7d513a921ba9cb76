using System.Collections.Immutable;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Decides which members of a cluster to down. The oldest reachable server downs every member that has been unreachable for a given time;
/// no other member downs anyone. The server's side of a partition thus survives, however few nodes it has, and nodes that die one after
/// another never take the server down with them. If a partition separates two servers, both sides survive; the database lets only one of
/// them continue a run. Immutable.
/// </summary>
/// <param name="Self">The member that decides.</param>
internal sealed record DowningRule(UniqueAddress Self)
{
    private ImmutableHashSet<Member> Members { get; init; } = [];

    private ImmutableDictionary<UniqueAddress, DateTime> UnreachableSince { get; init; } =
        ImmutableDictionary<UniqueAddress, DateTime>.Empty;

    /// <summary>The rule's state after a cluster event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="now">When it happened.</param>
    public DowningRule After(ClusterEvent.IClusterDomainEvent happened, DateTime now) => happened switch
    {
        ClusterEvent.UnreachableMember { Member: var member } =>
            With(member) with
            {
                UnreachableSince = UnreachableSince.ContainsKey(member.UniqueAddress)
                    ? UnreachableSince
                    : UnreachableSince.Add(member.UniqueAddress, now),
            },
        ClusterEvent.ReachableMember { Member: var member } =>
            With(member) with { UnreachableSince = UnreachableSince.Remove(member.UniqueAddress) },
        ClusterEvent.MemberRemoved { Member: var member } =>
            this with
            {
                Members = Members.Where(other => !other.UniqueAddress.Equals(member.UniqueAddress)).ToImmutableHashSet(),
                UnreachableSince = UnreachableSince.Remove(member.UniqueAddress),
            },
        ClusterEvent.IMemberEvent { Member: var member } => With(member),
        _ => this,
    };

    /// <summary>The members to down now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long a member may be unreachable.</param>
    public ImmutableArray<UniqueAddress> Decide(DateTime now, TimeSpan patience)
    {
        var servers = Members.Where(member => member.HasRole(ClusterRole.Server) && !UnreachableSince.ContainsKey(member.UniqueAddress))
            .ToList();
        if (servers.Count == 0) return [];
        var oldest = servers.Aggregate((one, other) => other.IsOlderThan(one) ? other : one);
        return oldest.UniqueAddress.Equals(Self)
            ? [.. UnreachableSince.Where(silent => now - silent.Value >= patience).Select(silent => silent.Key)]
            : [];
    }

    /// <summary>Whether every server has been unreachable for a given time: then there is no work to wait for.</summary>
    public bool AreServersLost(DateTime now, TimeSpan patience) =>
        Members.All(
            member =>
                !member.HasRole(ClusterRole.Server)
                || (UnreachableSince.TryGetValue(member.UniqueAddress, out var since) && now - since >= patience));

    private DowningRule With(Member member) => this with
    {
        Members = Members.Where(other => !other.UniqueAddress.Equals(member.UniqueAddress)).Append(member).ToImmutableHashSet(),
    };
}

using System.Collections.Immutable;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Decides which members of a cluster to down. The oldest reachable server downs every member that has been unreachable for a given time;
/// no other member downs anyone. The server's side of a partition thus survives, however few nodes it has, and nodes that die one after
/// another never take the server down with them. If a partition separates two servers, both sides survive; the database lets only one of
/// them continue a run. A member that only others cannot reach gets more time: the cluster calls it unreachable, but it works. Immutable.
/// </summary>
/// <param name="Self">The member that decides.</param>
internal sealed record DowningRule(UniqueAddress Self)
{
    /// <summary>
    /// How many times longer a member that this process reaches may be unreachable for others. It is downed in the end, because no member
    /// can join or leave a cluster while one is unreachable.
    /// </summary>
    internal const int Indulgence = 6;

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
    /// <param name="isReached">Whether this process itself reaches a member.</param>
    public ImmutableArray<UniqueAddress> Decide(DateTime now, TimeSpan patience, Func<UniqueAddress, bool> isReached)
    {
        var servers = Members.Where(member => member.HasRole(ClusterRole.Server))
            .Where(server => !UnreachableSince.ContainsKey(server.UniqueAddress) || isReached(server.UniqueAddress))
            .ToList();
        if (servers.Count == 0) return [];
        var oldest = servers.Aggregate((one, other) => other.IsOlderThan(one) ? other : one);
        return oldest.UniqueAddress.Equals(Self)
            ? [.. UnreachableSince.Where(silent => now - silent.Value >= Patience(silent.Key)).Select(silent => silent.Key)]
            : [];

        TimeSpan Patience(UniqueAddress member) => isReached(member) ? Indulgence * patience : patience;
    }

    /// <summary>Whether every server has been unreachable for a given time, also for this process: then there is no work to wait
    /// for.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long a server may be unreachable.</param>
    /// <param name="isReached">Whether this process itself reaches a member.</param>
    public bool AreServersLost(DateTime now, TimeSpan patience, Func<UniqueAddress, bool> isReached) =>
        Members.Where(member => member.HasRole(ClusterRole.Server))
            .All(server => UnreachableSince.TryGetValue(server.UniqueAddress, out var since)
                && now - since >= patience
                && !isReached(server.UniqueAddress));

    private DowningRule With(Member member) => this with
    {
        Members = Members.Where(other => !other.UniqueAddress.Equals(member.UniqueAddress)).Append(member).ToImmutableHashSet(),
    };
}

using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>Whether a process can do its part now.</summary>
internal static class ClusterReadiness
{
    /// <summary>Why the process cannot do its part now; null if it can.</summary>
    /// <param name="system">The process's actor system, which need not be a member of a cluster.</param>
    public static string? Obstacle(ActorSystem system)
    {
        if (system.WhenTerminated.IsCompleted) return "the actor system has ended";
        if (!system.Settings.HasCluster) return null;
        var cluster = Akka.Cluster.Cluster.Get(system);
        if (cluster.IsTerminated) return "the process has left the cluster";

        // This process's own failure detector knows up to a second earlier than the cluster, and what the cluster says may not hold here.
        var (self, state, detector) = (cluster.SelfMember, cluster.State, cluster.FailureDetector);
        var unreachable = state.Members.Where(member => detector.IsMonitoring(member.Address)
            ? !detector.IsAvailable(member.Address)
            : state.Unreachable.Contains(member));
        return Obstacle(self.Status, self.HasRole(ClusterRole.Agents), state.Members, [.. unreachable]);
    }

    /// <summary>Why a member cannot do its part now; null if it can.</summary>
    /// <param name="status">The member's status.</param>
    /// <param name="isNode">Whether it trains agents, which takes a server.</param>
    /// <param name="members">All members of the cluster.</param>
    /// <param name="unreachable">Those that the failure detector cannot reach.</param>
    public static string? Obstacle(
        MemberStatus status, bool isNode, IReadOnlyCollection<Member> members, IReadOnlyCollection<Member> unreachable)
    {
        if (status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Removed) return "the process has not joined a cluster";
        if (status != MemberStatus.Up) return "the process is leaving the cluster";
        if (!isNode) return null;
        var servers = members.Where(member => member.HasRole(ClusterRole.Server) && member.Status == MemberStatus.Up).ToList();
        if (servers.Count == 0) return "the cluster has no server";
        return servers.All(unreachable.Contains) ? "no server of the cluster answers" : null;
    }
}

using Akka.Cluster;
using FedPG.Actors.Cluster;

namespace FedPG.Actors.Tests.Cluster;

public class ClusterReadinessTests
{
    private static readonly Member Server = Members.Of(1, ClusterRole.Server), Other = Members.Of(2, ClusterRole.Server);
    private static readonly Member Node = Members.Of(3, ClusterRole.Agents);

    [Theory]
    [InlineData(MemberStatus.Joining, "the process has not joined a cluster")]
    [InlineData(MemberStatus.Removed, "the process has not joined a cluster")]
    [InlineData(MemberStatus.Exiting, "the process is leaving the cluster")]
    [InlineData(MemberStatus.Down, "the process is leaving the cluster")]
    [InlineData(MemberStatus.Up, null)]
    public void A_member_that_is_not_up_is_not_ready(MemberStatus status, string? obstacle)
    {
        ClusterReadiness.Obstacle(status, isNode: true, [Server, Node], []).ShouldBe(obstacle);
        ClusterReadiness.Obstacle(status, isNode: false, [Server, Node], []).ShouldBe(obstacle);
    }

    [Fact]
    public void A_node_is_ready_while_it_reaches_one_server()
    {
        Of().ShouldBeNull();
        Of(Node, Other).ShouldBeNull();
        Of(Server, Other).ShouldBe("no server of the cluster answers");
        ClusterReadiness.Obstacle(MemberStatus.Up, isNode: true, [Node], []).ShouldBe("the cluster has no server");

        static string? Of(params Member[] unreachable) =>
            ClusterReadiness.Obstacle(MemberStatus.Up, isNode: true, [Server, Other, Node], unreachable);
    }

    [Fact]
    public void A_server_needs_nobody() =>
        ClusterReadiness.Obstacle(MemberStatus.Up, isNode: false, [Server, Other, Node], [Other, Node]).ShouldBeNull();
}

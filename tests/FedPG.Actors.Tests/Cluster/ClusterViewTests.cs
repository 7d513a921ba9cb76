using Akka.Cluster;
using FedPG.Actors.Cluster;
using FedPG.Actors.Placement;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Tests.Cluster;

public class ClusterViewTests
{
    private static readonly Member One = Members.Of(1, ClusterRole.Agents, ClusterRole.Cores(8)), Two = Members.Of(2, ClusterRole.Agents);
    private static readonly ClusterView Both = new ClusterView()
        .After(new ClusterEvent.MemberUp(One))
        .After(new ClusterEvent.MemberUp(Two));

    [Fact]
    public void Nodes_that_are_up_are_seen_with_their_cores_and_servers_are_not()
    {
        var view = Both.After(new ClusterEvent.MemberUp(Members.Of(3, ClusterRole.Server)));
        view.Nodes.Values.Select(node => (node.Address.Port, node.Cores, node.IsReachable)).ShouldBe([(5001, 8, true), (5002, 1, true)]);
        view.Reachable.ShouldBe(2);
    }

    [Theory]
    [InlineData("cores-0")]
    [InlineData("cores-")]
    [InlineData("cores--4")]
    [InlineData("cores-99999999999999")]
    public void Invalid_core_counts_count_as_one(string role) => ClusterRole.CoresOf(Members.Of(1, ClusterRole.Agents, role)).ShouldBe(1);

    [Fact]
    public void A_node_that_does_not_answer_stays_until_it_is_gone()
    {
        var view = Both.After(new ClusterEvent.UnreachableMember(One));
        view.Reachable.ShouldBe(1);
        view.Nodes.Count.ShouldBe(2);
        view.After(new ClusterEvent.ReachableMember(One)).Nodes.ShouldBe(Both.Nodes);
    }

    [Fact]
    public void A_node_that_leaves_by_whatever_way_is_gone()
    {
        ClusterEvent.IClusterDomainEvent[] ways =
        [
            new ClusterEvent.MemberLeft(One.Copy(MemberStatus.Leaving)),
            new ClusterEvent.MemberExited(One.Copy(MemberStatus.Leaving).Copy(MemberStatus.Exiting)),
            new ClusterEvent.MemberDowned(One.Copy(MemberStatus.Down)),
            new ClusterEvent.MemberRemoved(One.Copy(MemberStatus.Down).Copy(MemberStatus.Removed), MemberStatus.Down),
        ];
        foreach (var way in ways) Both.After(way).Nodes.Keys.ShouldBe([Two.UniqueAddress]);
    }

    [Fact]
    public void Events_of_unknown_members_change_nothing() =>
        Both.After(new ClusterEvent.UnreachableMember(Members.Of(7, ClusterRole.Server))).Nodes.ShouldBe(Both.Nodes);

    [Fact]
    public void The_registry_shows_nodes_with_the_edges_of_all_runs()
    {
        var registry = new NodeRegistry();
        int changes = 0;
        registry.Changed += nodes => changes += nodes.Length;
        registry.Update(Both);
        var (first, second) = (RunId.New(), RunId.New());
        var numbers = new Dictionary<string, int> { [One.UniqueAddress.ToString()] = 0, [Two.UniqueAddress.ToString()] = 1 };
        registry.Of(first).Balance(NodePlacement.Empty(9).Join(0, cores: 8).Join(1, cores: 1), numbers).EdgesOf(1).Length.ShouldBe(1);
        registry.Of(second).Balance(NodePlacement.Empty(2).Join(0, cores: 8).Join(1, cores: 1), numbers).EdgesOf(1).ShouldBeEmpty();
        registry.Nodes.ShouldBe([new NodeShare("127.0.0.1:5001", 8, true, 10), new NodeShare("127.0.0.1:5002", 1, true, 1)]);
        (registry.LoadOf(One.UniqueAddress.ToString(), 8), registry.LoadOf(Two.UniqueAddress.ToString(), 1)).ShouldBe((1.25, 1));
        registry.End(first);
        registry.Nodes.Select(node => node.Edges).ShouldBe([2, 0]);
        changes.ShouldBe(6);
    }

    [Fact]
    public void The_registry_completes_when_enough_nodes_are_reachable()
    {
        var registry = new NodeRegistry();
        registry.AwaitAsync(0).IsCompleted.ShouldBeTrue();
        var (one, two) = (registry.AwaitAsync(1), registry.AwaitAsync(2));
        registry.Update(Both.After(new ClusterEvent.UnreachableMember(One)));
        (one.IsCompleted, two.IsCompleted).ShouldBe((true, false));
        registry.Update(Both);
        two.IsCompleted.ShouldBeTrue();
        registry.AwaitAsync(2).IsCompleted.ShouldBeTrue();
    }
}

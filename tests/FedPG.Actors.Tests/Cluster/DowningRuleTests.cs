using Akka.Cluster;
using CsCheck;
using FedPG.Actors.Cluster;

namespace FedPG.Actors.Tests.Cluster;

public class DowningRuleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly DateTime Start = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Member Old = Members.Of(1, ClusterRole.Server), Young = Members.Of(4, ClusterRole.Server);
    private static readonly Member One = Members.Of(2, ClusterRole.Agents), Two = Members.Of(3, ClusterRole.Agents);

    [Fact]
    public void The_oldest_server_downs_members_unreachable_for_the_given_time()
    {
        var rule = Rule(Old).After(new ClusterEvent.UnreachableMember(One), After(10));
        Down(rule, 14.9).ShouldBeEmpty();
        Down(rule, 15).ShouldBe([One.UniqueAddress]);
    }

    [Fact]
    public void Nodes_and_younger_servers_down_no_one()
    {
        foreach (var self in (Member[])[One, Two, Young])
            Down(Rule(self).After(new ClusterEvent.UnreachableMember(One), Start), 1000).ShouldBeEmpty();
    }

    [Fact]
    public void The_next_oldest_server_decides_when_the_oldest_is_unreachable()
    {
        var rule = Rule(Young)
            .After(new ClusterEvent.UnreachableMember(Old), After(0))
            .After(new ClusterEvent.UnreachableMember(Two), After(3));
        Down(rule, 5).ShouldBe([Old.UniqueAddress]);
        Down(rule, 8).ShouldBe([Old.UniqueAddress, Two.UniqueAddress], ignoreOrder: true);
        Down(rule.After(new ClusterEvent.ReachableMember(Old), After(4)), 8).ShouldBeEmpty();
    }

    [Fact]
    public void A_member_that_becomes_reachable_restarts_its_time()
    {
        var rule = Rule(Old)
            .After(new ClusterEvent.UnreachableMember(One), After(0))
            .After(new ClusterEvent.ReachableMember(One), After(4))
            .After(new ClusterEvent.UnreachableMember(One), After(6));
        Down(rule, 10).ShouldBeEmpty();
        Down(rule, 11).ShouldBe([One.UniqueAddress]);
    }

    [Fact]
    public void A_repeated_unreachable_event_does_not_restart_the_time()
    {
        var rule = Rule(Old)
            .After(new ClusterEvent.UnreachableMember(One), After(0))
            .After(new ClusterEvent.UnreachableMember(One), After(4));
        Down(rule, 5).ShouldBe([One.UniqueAddress]);
    }

    [Fact]
    public void A_removed_member_is_forgotten()
    {
        var rule = Rule(Old).After(new ClusterEvent.UnreachableMember(One), After(0)).After(Removed(One), After(1));
        Down(rule, 100).ShouldBeEmpty();
    }

    [Fact]
    public void Nodes_that_become_unreachable_one_after_another_never_down_the_server()
    {
        var rule = Rule(Old);
        foreach (var node in (Member[])[One, Two, Young]) rule = rule.After(new ClusterEvent.UnreachableMember(node), Start);
        Down(rule, 5).ShouldBe([One.UniqueAddress, Two.UniqueAddress, Young.UniqueAddress], ignoreOrder: true);
    }

    [Fact]
    public void A_node_has_lost_its_servers_when_none_has_answered_for_the_time()
    {
        var rule = Rule(One).After(new ClusterEvent.UnreachableMember(Old), After(0));
        rule.AreServersLost(After(100), Patience, Nobody).ShouldBeFalse("the younger one answers");
        rule = rule.After(new ClusterEvent.UnreachableMember(Young), After(2));
        rule.AreServersLost(After(6.9), Patience, Nobody).ShouldBeFalse();
        rule.AreServersLost(After(7), Patience, Nobody).ShouldBeTrue();
        rule.After(new ClusterEvent.ReachableMember(Young), After(6)).AreServersLost(After(7), Patience, Nobody).ShouldBeFalse();
        rule.After(Removed(Old), After(3)).After(Removed(Young), After(3)).AreServersLost(After(3), Patience, Nobody).ShouldBeTrue();
    }

    [Fact]
    public void A_member_that_only_others_cannot_reach_is_downed_after_six_times_the_time()
    {
        var rule = Rule(Old)
            .After(new ClusterEvent.UnreachableMember(One), After(0))
            .After(new ClusterEvent.UnreachableMember(Two), After(0));
        Down(rule, 5, reached: One).ShouldBe([Two.UniqueAddress]);
        Down(rule, 29.9, reached: One).ShouldBe([Two.UniqueAddress]);
        Down(rule, 30, reached: One).ShouldBe([One.UniqueAddress, Two.UniqueAddress], ignoreOrder: true);
    }

    [Fact]
    public void A_server_that_only_a_node_cannot_reach_is_neither_lost_to_another_node_nor_replaced_by_the_next_oldest()
    {
        var rule = Rule(One)
            .After(new ClusterEvent.UnreachableMember(Old), After(0))
            .After(new ClusterEvent.UnreachableMember(Young), After(0));
        rule.AreServersLost(After(100), Patience, Old.UniqueAddress.Equals).ShouldBeFalse();
        rule.AreServersLost(After(100), Patience, Nobody).ShouldBeTrue();
        var next = Rule(Young)
            .After(new ClusterEvent.UnreachableMember(Old), After(0))
            .After(new ClusterEvent.UnreachableMember(One), After(0));
        Down(next, 6, reached: Old).ShouldBeEmpty();
        Down(next, 6).ShouldBe([Old.UniqueAddress, One.UniqueAddress], ignoreOrder: true);
    }

    [Fact]
    public void In_any_partition_at_most_one_connected_member_downs_others_and_never_a_reachable_one() =>
        Gen.Select(Gen.Bool.Array[6], Gen.Bool.Array[6]).Sample((isServer, isSilent) =>
        {
            var members = isServer.Select((server, i) => Members.Of(i + 1, server ? ClusterRole.Server : ClusterRole.Agents)).ToList();
            var silent = members.Where((_, i) => isSilent[i]).ToList();
            var deciding = new List<Member>();
            foreach (var self in members.Except(silent))
            {
                var rule = new DowningRule(self.UniqueAddress);
                foreach (var member in members) rule = rule.After(new ClusterEvent.MemberUp(member), Start);
                foreach (var member in silent) rule = rule.After(new ClusterEvent.UnreachableMember(member), Start);
                var down = Down(rule, 5);
                if (down.Length > 0) deciding.Add(self);
                if (down.Length > 0) down.ShouldBe(silent.Select(member => member.UniqueAddress), ignoreOrder: true);
            }

            var oldest = members.Except(silent).FirstOrDefault(member => member.HasRole(ClusterRole.Server));
            deciding.ShouldBe(oldest is null || silent.Count == 0 ? [] : [oldest]);
        });

    private static DowningRule Rule(Member self)
    {
        var rule = new DowningRule(self.UniqueAddress);
        foreach (var member in (Member[])[Young, Two, Old, One]) rule = rule.After(new ClusterEvent.MemberUp(member), Start);
        return rule;
    }

    private static ClusterEvent.MemberRemoved Removed(Member member) =>
        new(member.Copy(MemberStatus.Down).Copy(MemberStatus.Removed), MemberStatus.Down);

    private static DateTime After(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private static System.Collections.Immutable.ImmutableArray<UniqueAddress> Down(
        DowningRule rule, double seconds, params Member[] reached) =>
        rule.Decide(After(seconds), Patience, member => reached.Any(other => other.UniqueAddress.Equals(member)));

    private static bool Nobody(UniqueAddress member) => false;
}

using FedPG.TestKit.Scripting;

namespace FedPG.TestKit.Tests;

public class MembershipTests
{
    [Fact]
    public async Task Nodes_that_join_leave_and_come_back_do_not_change_the_run()
    {
        var federation = new TestFederation(Worlds.Small(agents: 12) with { Rounds = 8 });
        await using var cluster = FederationTestCluster.Start(federation, 2, 4, 6, 8);
        await cluster.AwaitRound(1);
        cluster.AddNode("second", cores: 2);
        cluster.AddNode("third");
        cluster.Resume();
        await cluster.AwaitRound(3);
        cluster.LoseNode("second");
        cluster.Resume();
        await cluster.AwaitRound(5);
        cluster.AddNode("second");
        cluster.RemoveNode(FederationTestCluster.FirstNode);
        cluster.Resume();
        await cluster.AwaitRound(7);
        cluster.RemoveNode("second");
        cluster.Resume();
        await cluster.AwaitEnd();
        cluster.ShouldEqualTheQuietRun();
    }

    [Fact]
    public async Task The_work_of_a_lost_node_is_reassigned_and_its_late_answer_is_not_counted_again()
    {
        var federation = new TestFederation(Worlds.Small(agents: 4) with { Rounds = 3 }).WithFault(round: 2, agent: 3, ScriptedFault.Held);
        await using var cluster = FederationTestCluster.Start(federation, 2);
        await cluster.AwaitRound(1);
        cluster.AddNode("second");
        cluster.Resume();
        await cluster.AwaitTraining(round: 2, agent: 3);
        cluster.LoseNode("second");
        cluster.Release();
        await cluster.AwaitEnd();
        cluster.ShouldEqualTheQuietRun();
        cluster.Rounds.Sum(round => round.Outcome.Repairs.AskedAgain).ShouldBe(1);
    }

    [Fact]
    public async Task Without_any_node_the_run_waits_for_one()
    {
        var federation = new TestFederation(Worlds.Small(agents: 4) with { Rounds = 3 });
        await using var cluster = FederationTestCluster.Start(federation, 2);
        await cluster.AwaitRound(1);
        cluster.RemoveNode(FederationTestCluster.FirstNode);
        cluster.Resume();
        cluster.AddNode("second");
        await cluster.AwaitEnd();
        cluster.ShouldEqualTheQuietRun();
    }
}

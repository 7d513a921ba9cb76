using Akka.Actor;
using Akka.TestKit.Xunit2;
using FedPG.Actors.Nodes;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Tests.Nodes;

public sealed class NodeActorTests() : TestKit(ComputeDispatcher.Configuration(threads: 1))
{
    [Fact]
    public void A_node_sends_all_its_edges_in_one_message_in_edge_order()
    {
        var plan = Federations.Plan(Federations.Synthetic(agents: 5));
        var server = CreateTestProbe();
        var node = server.ChildActorOf(NodeActor.Props(plan, firstEdge: 1, edges: 2));
        node.Tell(Federations.Broadcast(plan, 1));
        var update = server.ExpectMsg<NodeUpdate>();
        (update.Run, update.Round).ShouldBe((plan.Run, 1));
        update.Edges.Select(edge => edge.Edge).ShouldBe([1, 2]);
    }

    [Fact]
    public void Foreign_and_double_edge_updates_do_not_complete_a_round()
    {
        var release = new ManualResetEventSlim();
        var plan = Federations.Plan(Federations.Synthetic(agents: 4), _ => release.Wait());
        var server = CreateTestProbe();
        var node = server.ChildActorOf(NodeActor.Props(plan, firstEdge: 0, edges: 2));
        node.Tell(Federations.Broadcast(plan, 2));
        var wrong = new EdgeUpdate(plan.Run, 1, 0, Federations.Zeros(plan), 2, 2);
        node.Tell(wrong);
        node.Tell(wrong with { Run = RunId.New(), Round = 2 });
        node.Tell(wrong with { Round = 2, Edge = 5 });
        release.Set();
        var update = server.ExpectMsg<NodeUpdate>();
        update.Edges.Select(edge => edge.Partial[0]).ShouldBe(
            [.. ((int[])[0, 2]).Select(agent => Federations.Trained(plan, 2, agent)[0] + Federations.Trained(plan, 2, agent + 1)[0])]);
    }

    [Fact]
    public void A_failed_training_is_passed_up()
    {
        var plan = Federations.Plan(Federations.Synthetic());
        var server = CreateTestProbe();
        var node = server.ChildActorOf(NodeActor.Props(plan, firstEdge: 0, edges: 1));
        var failed = new RoundFailed(plan.Run, 1, 0, new InvalidOperationException());
        node.Tell(failed);
        server.ExpectMsg<RoundFailed>().ShouldBe(failed);
    }
}

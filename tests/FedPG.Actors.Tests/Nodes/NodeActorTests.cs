using FedPG.Actors.Nodes;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Federation;
using FedPG.TestKit;
using FedPG.TestKit.Probes;

namespace FedPG.Actors.Tests.Nodes;

public sealed class NodeActorTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 1))
{
    [Fact]
    public void A_node_may_have_some_of_the_edges_and_sends_them_in_one_message_in_edge_order()
    {
        // The server of a probe has one node with all edges.
        var specification = Federations.Synthetic(agents: 5);
        using var plan = new FederationPlan(specification);
        var server = CreateTestProbe();
        var node = server.ChildActorOf(NodeActor.Props(plan, firstEdge: 1, edges: 2));
        node.Tell(new TestFederation(specification).Broadcast(1) with { Run = plan.Run }, server);
        var update = server.ExpectMsg<NodeUpdate>();
        (update.Run, update.Round).ShouldBe((plan.Run, 1));
        update.Edges.Select(edge => edge.Edge).ShouldBe([1, 2]);
    }

    [Fact]
    public void Foreign_and_double_edge_updates_do_not_complete_a_round()
    {
        var federation = new TestFederation(Federations.Synthetic(agents: 4));
        _ = new AgentProbe(this, federation, agent: 0);
        var third = new AgentProbe(this, federation, agent: 2);
        var server = new ServerProbe(this, federation);
        var broadcast = server.Begin(round: 2);
        var wrong = new EdgeUpdate(federation.Run, 1, 0, [.. new double[broadcast.Parameters.Length]], 2, 2);
        server.Tell(wrong);
        server.Tell(wrong with { Run = RunId.New(), Round = 2 });
        server.Tell(wrong with { Round = 2, Edge = 5 });

        // Agents 0 and 2 hold their edges up, so the update of the first edge can come twice in its name, and only the first time counts.
        var right = wrong with { Round = 2, Partial = [.. Sum(federation, broadcast, first: 0)] };
        server.Tell(right);
        server.Tell(wrong with { Round = 2 });
        server.AwaitIdle();
        server.Probe.HasMessages.ShouldBeFalse();
        third.Answer(third.ExpectRequest());
        var update = server.ExpectUpdate();
        update.Edges.Select(edge => edge.Partial).ShouldBe([right.Partial, [.. Sum(federation, broadcast, first: 2)]]);
        update.Repairs.ShouldBe(new RoundRepairs { Outdated = 1, Foreign = 2, Duplicated = 1 });
    }

    private static IEnumerable<double> Sum(TestFederation federation, Broadcast broadcast, int first) =>
        federation.Trained(broadcast, first).Zip(federation.Trained(broadcast, first + 1), (one, other) => one + other);
}

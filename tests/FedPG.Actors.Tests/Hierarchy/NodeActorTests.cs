using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.TestKit;
using FedPG.TestKit.Probes;

namespace FedPG.Actors.Tests.Hierarchy;

public sealed class NodeActorTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 1))
{
    [Fact]
    public void A_node_may_have_some_of_the_edges_and_sends_in_one_message_the_few_parts_that_cover_them()
    {
        var server = new ServerProbe(this, new TestFederation(Federations.Synthetic(agents: 11)));
        server.Assign(server.Federation.Broadcast(1), 1, 2, 3, 4, 5);
        var update = server.ExpectUpdate();
        (update.Run, update.Round).ShouldBe((server.Federation.Run, 1));
        Edges(update, agents: 11).ShouldBe([1, 2, 3, 4, 5]);
        update.Parts.Select(part => (part.First, part.Updates)).ShouldBe([(2, 2), (4, 4), (8, 3)]);
    }

    [Fact]
    public void Edges_of_another_node_are_taken_over_in_the_open_round_and_nothing_is_sent_twice()
    {
        var server = new ServerProbe(this, new TestFederation(Federations.Synthetic(agents: 5)));
        var broadcast = server.Assign(server.Federation.Broadcast(1), 0);
        Edges(server.ExpectUpdate()).ShouldBe([0]);
        server.Assign(broadcast, 2);
        Edges(server.ExpectUpdate()).ShouldBe([2]);
    }

    [Fact]
    public void Finished_work_that_was_lost_is_sent_again_and_unknown_edges_are_reported()
    {
        var server = new ServerProbe(this, new TestFederation(Federations.Synthetic(agents: 5)));
        var broadcast = server.Assign(server.Federation.Broadcast(1), 0, 2);
        var sent = server.ExpectUpdate();
        server.Inquire(1, 1, 2);
        server.ExpectUnknown().Edges.ShouldBe([1]);
        server.ExpectUpdate().Parts.Single().Numbers.ShouldBe(sent.Parts[1].Numbers);
        server.Assign(broadcast, 0);
        server.ExpectUpdate().Parts.Single().Numbers.ShouldBe(sent.Parts[0].Numbers);
        server.Inquire(2, 0);
        server.ExpectUnknown().Round.ShouldBe(2);
    }

    [Fact]
    public void Foreign_and_duplicate_edge_updates_do_not_complete_a_round()
    {
        var federation = new TestFederation(Federations.Synthetic(agents: 4));
        _ = new AgentProbe(this, federation, agent: 0);
        var third = new AgentProbe(this, federation, agent: 2);
        var server = new ServerProbe(this, federation);
        var broadcast = server.Begin(round: 2);
        var part = new PartialAggregate(Level: 1, Index: 0) { Numbers = new double[broadcast.Parameters.Length], Updates = 2, Weight = 2 };
        var wrong = new EdgeUpdate(federation.Run, 1, 0, part);
        server.Tell(wrong);
        server.Tell(wrong with { Run = RunId.New(), Round = 2 });
        server.Tell(wrong with { Round = 2, Edge = 5 });

        // Agents 0 and 2 delay their edges, so an update can be sent twice in the name of the first edge; only the first one counts.
        var right = wrong with { Round = 2, Partial = part with { Numbers = [.. Sum(federation, broadcast, first: 0)] } };
        server.Tell(right);
        server.Tell(wrong with { Round = 2 });
        server.AwaitIdle();
        server.Probe.HasMessages.ShouldBeFalse();
        third.Answer(third.ExpectRequest());
        var update = server.ExpectUpdate();
        update.Parts.Single().Numbers.ShouldBe(
            right.Partial.Numbers!.Zip(Sum(federation, broadcast, first: 2), (one, other) => one + other));
        update.Repairs.ShouldBe(new RoundRepairs { Outdated = 1, Foreign = 2, Duplicated = 1 });
    }

    private static IEnumerable<int> Edges(NodeUpdate update, int agents = 5) => update.EdgesIn(new EdgeLayout(agents, EdgeSize: 2));

    private static IEnumerable<double> Sum(TestFederation federation, Broadcast broadcast, int first) =>
        federation.Trained(broadcast, first).Zip(federation.Trained(broadcast, first + 1), (one, other) => one + other);
}

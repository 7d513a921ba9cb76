using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.TestKit.Probes;

namespace FedPG.TestKit.Tests.Probes;

public sealed class NodeProbeTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes())
{
    [Fact]
    [Exercises(typeof(Broadcast), typeof(EdgeUpdate))]
    public void An_edge_answers_a_broadcast_with_the_sum_of_its_agents()
    {
        var federation = new TestFederation(Worlds.Small());
        var node = new NodeProbe(this, federation, edge: 1);
        var broadcast = node.Begin(round: 1);
        var update = node.ExpectUpdate();
        (update.Run, update.Round, update.Edge, update.Partial.Updates).ShouldBe((federation.Run, 1, 1, 2));
        update.Partial.Numbers.ShouldBe(
            federation.Trained(broadcast, 2).Zip(federation.Trained(broadcast, 3), (one, other) => one + other));
    }

    [Fact]
    [Exercises(typeof(EdgeLost))]
    public void A_killed_edge_reports_its_loss_is_restarted_and_answers_when_asked_again()
    {
        var federation = new TestFederation(Worlds.Small());
        var agent = new AgentProbe(this, federation, agent: 0);
        var node = new NodeProbe(this, federation);
        var broadcast = node.Begin(round: 3);
        agent.ExpectRequest();
        node.KillSubject();
        var lost = node.ExpectLost();
        (lost.Run, lost.Round, lost.Edge).ShouldBe((federation.Run, 3, 0));
        node.ExpectChildFailed().Directive.ShouldBe(Directive.Restart);
        node.Begin(broadcast);
        agent.ExpectStopped();
        agent.Answer(agent.ExpectRequest());
        node.ExpectUpdate().Partial.Updates.ShouldBe(2);
    }

    [Fact]
    [Exercises(typeof(RangeUpdate))]
    public void A_range_counts_completely_and_agents_that_it_would_count_twice_are_asked_again()
    {
        var federation = new TestFederation(Worlds.Small());
        AgentProbe[] agents = [new(this, federation, agent: 0), new(this, federation, agent: 1)];
        var node = new NodeProbe(this, federation);
        var broadcast = node.Begin(round: 1);
        foreach (var agent in agents) agent.ExpectRequest();
        var first = new PartialAggregate(Level: 0, Index: 0)
        {
            Numbers = [.. federation.Trained(broadcast, agent: 0)],
            Updates = 1,
            Weight = 1,
        };
        var both = new PartialAggregate(Level: 1, Index: 0)
        {
            Numbers = [.. federation.Trained(broadcast, agent: 0)],
            Updates = 2,
            Weight = 2,
        };
        node.Tell(new RangeUpdate(RunId.New(), 1, [first]));
        node.Tell(new RangeUpdate(federation.Run, 1, [first]));
        node.Tell(new RangeUpdate(federation.Run, 1, [first]));
        node.Tell(new RangeUpdate(federation.Run, 1, [both]));
        agents[1].ExpectRequest().Transmission.ShouldBe(1);
        node.Tell(new RangeUpdate(federation.Run, 1, [new PartialAggregate(Level: 0, Index: 1)]) { Refused = [1] });
        var update = node.ExpectUpdate();
        update.Partial.Numbers.ShouldBe(federation.Trained(broadcast, agent: 0));
        update.Refused.ShouldBe([1]);
        update.Repairs.ShouldBe(new RoundRepairs { Foreign = 1, Duplicated = 2, AskedAgain = 1 });
    }
}

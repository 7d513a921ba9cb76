using Akka.Actor;
using FedPG.Actors.Protocol;
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
        (update.Run, update.Round, update.Edge, update.Updates).ShouldBe((federation.Run, 1, 1, 2));
        update.Partial.ShouldBe(federation.Trained(broadcast, 2).Zip(federation.Trained(broadcast, 3), (one, other) => one + other));
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
        node.ExpectUpdate().Updates.ShouldBe(2);
    }
}

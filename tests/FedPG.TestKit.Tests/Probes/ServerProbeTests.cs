using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit.Tests.Probes;

public sealed class ServerProbeTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes())
{
    [Fact]
    [Exercises(typeof(NodeUpdate), typeof(RoundAssignment))]
    public void A_node_answers_a_broadcast_with_the_aggregate_of_all_its_edges()
    {
        var federation = new TestFederation(Worlds.Small(agents: 5));
        var server = new ServerProbe(this, federation);
        server.Begin(round: 1);
        var update = server.ExpectUpdate();
        (update.Run, update.Round).ShouldBe((federation.Run, 1));
        update.Parts.Select(part => (part.First, part.Updates)).ShouldBe([(0, 5)]);
    }

    [Fact]
    [Exercises(typeof(NodeLost))]
    public void A_killed_node_reports_its_loss_is_restarted_and_answers_when_asked_again()
    {
        var federation = new TestFederation(Worlds.Small());
        var agent = new AgentProbe(this, federation, agent: 0);
        var server = new ServerProbe(this, federation);
        var broadcast = server.Begin(round: 2);
        agent.ExpectRequest();
        server.KillSubject();
        var lost = server.ExpectLost();
        (lost.Run, lost.Round).ShouldBe((federation.Run, 2));
        lost.Reason.ShouldBeOfType<ActorKilledException>();
        server.ExpectChildFailed().Directive.ShouldBe(Directive.Restart);
        server.Begin(broadcast);
        agent.ExpectStopped();
        agent.Answer(agent.ExpectRequest());
        server.ExpectUpdate().Parts.Sum(part => part.Updates).ShouldBe(4);
    }

    [Fact]
    [Exercises(typeof(RoundInquiry), typeof(EdgesUnknown))]
    public void A_node_names_the_edges_that_it_was_never_asked_for()
    {
        var server = new ServerProbe(this, new TestFederation(Worlds.Small(agents: 5)));
        server.Assign(server.Federation.Broadcast(1), 0, 2);
        server.ExpectUpdate();
        server.Inquire(round: 1, 0, 1);
        server.ExpectUnknown().Edges.ShouldBe([1]);
        server.ExpectUpdate().EdgesIn(new EdgeLayout(Participants: 5, EdgeSize: 2)).ShouldBe([0]);
    }

    [Fact]
    [Exercises(typeof(RoundFailed))]
    public void An_agent_that_keeps_failing_fails_the_round()
    {
        var broken = new InvalidOperationException("broken for good");
        var federation = new TestFederation(Worlds.Small()).WithFault(round: 4, agent: 3, ScriptedFault.Exception(broken, times: 4));
        var server = new ServerProbe(this, federation);
        server.Begin(round: 4);
        server.ExpectFailed().ShouldBe(new RoundFailed(federation.Run, 4, 3, broken));
    }

    [Fact]
    [Exercises("cannot be created")]
    public void An_agent_that_cannot_be_created_is_escalated_to_the_server()
    {
        var federation = new TestFederation(Worlds.Small()).WithAgent(2, Props.Create(() => new Unmakeable()));
        var server = new ServerProbe(this, federation);
        server.Begin(round: 1);
        var failed = server.ExpectChildFailed();
        failed.Directive.ShouldBe(Directive.Escalate);
        failed.Reason.ShouldBeOfType<ActorInitializationException>();
    }

    private sealed class Unmakeable : UntypedActor
    {
        public Unmakeable() => throw new InvalidOperationException("a bug");

        protected override void OnReceive(object message) => Unhandled(message);
    }
}

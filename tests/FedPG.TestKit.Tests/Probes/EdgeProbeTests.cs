using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Recording;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit.Tests.Probes;

public sealed class EdgeProbeTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 1))
{
    [Fact]
    [Exercises(typeof(TrainingRequest), typeof(LocalUpdate))]
    public void An_agent_answers_a_request_with_its_training_and_the_same_request_with_the_same_bits()
    {
        var federation = new TestFederation(Worlds.Small());
        var edge = new EdgeProbe(this, federation, agent: 1);
        var request = edge.Request(round: 2);
        var update = edge.ExpectUpdate();
        (update.Run, update.Round, update.Agent).ShouldBe((federation.Run, 2, 1));
        update.Parameters.ShouldBe(federation.Trained(request.Broadcast, agent: 1));
        edge.Request(round: 2, transmission: 1);
        edge.ExpectUpdate().Parameters.ShouldBe(update.Parameters);
    }

    [Fact]
    [Exercises(typeof(TrainingCrashed), "simulated crash")]
    public void A_scripted_crash_is_reported_and_the_restarted_agent_trains()
    {
        var federation = new TestFederation(Worlds.Small()).WithFault(round: 1, agent: 0, ScriptedFault.Crash(3));
        var edge = new EdgeProbe(this, federation);
        edge.Request(round: 1);
        var crashed = edge.ExpectCrashed();
        (crashed.Round, crashed.Agent, crashed.Attempt).ShouldBe((1, 0, 0));
        edge.ExpectChildFailed().Directive.ShouldBe(Directive.Restart);
        var request = edge.Request(round: 1, attempt: 1, transmission: 1);
        edge.ExpectUpdate().Parameters.ShouldBe(federation.Trained(request.Broadcast, agent: 0));
    }

    [Fact]
    [Exercises("simulated crash beyond max-restarts")]
    public void After_a_fatal_crash_the_agent_is_stopped()
    {
        var edge = new EdgeProbe(this, new TestFederation(Worlds.Small()).WithFault(1, 0, ScriptedFault.CrashForGood(step: 2)));
        Watch(edge.Subject);
        edge.Request(round: 1);
        edge.ExpectCrashed();
        edge.ExpectChildFailed().Directive.ShouldBe(Directive.Stop);
        ExpectTerminated(edge.Subject);
    }

    [Fact]
    [Exercises(typeof(TrainingLost), "any other exception")]
    public void An_exception_in_training_is_reported_and_the_restarted_agent_trains()
    {
        var broken = new InvalidOperationException("broken");
        var edge = new EdgeProbe(this, new TestFederation(Worlds.Small()).WithFault(1, 0, ScriptedFault.Exception(broken)));
        edge.Request(round: 1);
        var lost = edge.ExpectLost();
        (lost.Round, lost.Agent, lost.Reason).ShouldBe((1, 0, broken));
        edge.ExpectChildFailed().Directive.ShouldBe(Directive.Restart);
        edge.Request(round: 1, transmission: 1);
        edge.ExpectUpdate().Round.ShouldBe(1);
    }

    [Fact]
    public void An_unexpected_answer_fails_the_test_with_what_was_found()
    {
        var edge = new EdgeProbe(this, new TestFederation(Worlds.Small()));
        edge.Request(round: 1);
        Should.Throw<FederationAssertionException>(edge.ExpectCrashed).Message.ShouldStartWith("expected TrainingCrashed");
    }
}

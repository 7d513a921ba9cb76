using FedPG.Actors.Protocol;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Recording;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit.Tests.Probes;

/// <summary>A real edge with one played agent and one real one.</summary>
public sealed class AgentProbeTests : Akka.TestKit.Xunit2.TestKit
{
    private readonly TestFederation _federation = new(Worlds.Small());
    private readonly AgentProbe _agent;
    private readonly NodeProbe _node;

    public AgentProbeTests()
        : base(FederationTestSettings.Probes(threads: 1)) =>
        (_agent, _node) = (new AgentProbe(this, _federation, agent: 0), new NodeProbe(this, _federation));

    private double[] BothTrained(Broadcast broadcast) =>
        [.. _federation.Trained(broadcast, 0).Zip(_federation.Trained(broadcast, 1), (one, other) => one + other)];

    [Fact]
    public void Foreign_answers_are_not_averaged_and_duplicates_count_once()
    {
        // <docs:foreign>
        var broadcast = _node.Begin(round: 1);
        var request = _agent.ExpectRequest();
        _agent.AnswerForRound(request, round: 7);
        _agent.AnswerForRun(request, RunId.New());
        _agent.Answer(request);
        _agent.Answer(request);
        var update = _node.ExpectUpdate();
        update.Partial.Numbers.ShouldBe(BothTrained(broadcast));
        update.Repairs.Foreign.ShouldBe(2);
        // </docs:foreign>
    }

    [Fact]
    public void An_answer_after_its_round_is_counted_as_outdated()
    {
        _node.Begin(round: 1);
        var late = _agent.ExpectRequest();
        var second = _node.Begin(round: 2);
        var request = _agent.ExpectRequest();
        _agent.Answer(late);
        _agent.Answer(request);
        var update = _node.ExpectUpdate();
        (update.Round, update.Partial.Updates).ShouldBe((2, 2));
        update.Partial.Numbers.ShouldBe(BothTrained(second));

        // The other agent's first update may have arrived before the second round began.
        update.Repairs.Outdated.ShouldBeInRange(1, 2);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.0)]
    public void Poison_is_refused_and_the_others_are_averaged(double value)
    {
        var broadcast = _node.Begin(round: 1);
        var request = _agent.ExpectRequest();
        _agent.Answer(request, value);
        var update = _node.ExpectUpdate();
        update.Refused.ShouldBe([0]);
        update.Partial.Numbers.ShouldBe(_federation.Trained(broadcast, 1));
    }

    [Fact]
    [Exercises(typeof(AnswerOverdue))]
    public void A_lost_answer_is_requested_again()
    {
        var broadcast = _node.Begin(round: 1);
        var request = _agent.ExpectRequest();
        _agent.LoseAnswer(request);
        var again = _agent.ExpectRequest();
        (again.Attempt, again.Transmission).ShouldBe((0, 1));
        _agent.Answer(again);
        _node.ExpectUpdate().Partial.Numbers.ShouldBe(BothTrained(broadcast));
    }

    [Fact]
    [Exercises("killed")]
    public void A_killed_agent_is_restarted_and_keeps_its_requests()
    {
        _node.Begin(round: 1);
        var request = _agent.ExpectRequest();
        _agent.Kill();
        _agent.ExpectRestarted().ShouldBeOfType<Akka.Actor.ActorKilledException>();
        _agent.Answer(request);
        _node.ExpectUpdate().Partial.Updates.ShouldBe(2);
    }

    [Fact]
    public void An_agent_that_fails_four_times_ends_the_round()
    {
        _node.Begin(round: 1);
        for (int failure = 0; failure <= 3; failure++)
        {
            var request = _agent.ExpectRequest();
            _agent.Fail(request, new InvalidOperationException("broken"));
            _agent.ExpectRestarted().Message.ShouldBe("broken");
        }

        var failed = _node.ExpectFailed();
        (failed.Round, failed.Agent, failed.Reason.Message).ShouldBe((1, 0, "broken"));
    }

    [Fact]
    public void An_unscheduled_crash_counts_as_foreign()
    {
        _node.Begin(round: 1);
        var request = _agent.ExpectRequest();
        _agent.Crash(request);
        _agent.ExpectRestarted();
        _agent.Answer(request);
        _node.ExpectUpdate().Repairs.Foreign.ShouldBe(1);
    }

    [Fact]
    public void An_absent_agent_is_stopped()
    {
        var federation = new TestFederation(Worlds.Small()).WithFault(round: 2, agent: 0, ScriptedFault.Absent);
        var agent = new AgentProbe(this, federation, agent: 0);
        var node = new NodeProbe(this, federation);
        node.Begin(round: 1);
        agent.Answer(agent.ExpectRequest());
        node.ExpectUpdate().Partial.Updates.ShouldBe(2);
        node.Begin(round: 2);
        agent.ExpectStopped();
        node.ExpectUpdate().Partial.Updates.ShouldBe(1);
        node.Begin(round: 3);
        agent.Answer(agent.ExpectRequest());
        node.ExpectUpdate().Partial.Updates.ShouldBe(2);
    }

    [Fact]
    public void A_probe_without_a_request_fails_instead_of_waiting()
    {
        var request = new TrainingRequest(_federation.Broadcast(1));
        Should.Throw<FederationAssertionException>(() => _agent.Answer(request)).Message.ShouldBe(
            "agent 0 was not asked yet: expect a request first");
    }
}

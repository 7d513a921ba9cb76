using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Scripting;

namespace FedPG.Actors.Tests.Hierarchy;

/// <summary>An edge with real agents that drop out, crash and return.</summary>
public sealed class AgentLifecycleTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 1))
{
    [Fact]
    public void An_absent_agent_is_stopped_and_a_new_actor_answers_in_its_round_of_return_with_the_same_bits()
    {
        var dropout = new DropoutOptions { Scheduled = [[0, 0, 2, 3]] };
        var federation = new TestFederation(Under(new FaultOptions { Dropout = dropout }));
        var node = new NodeProbe(this, federation);
        node.Begin(round: 1);
        node.ExpectUpdate().Partial.Updates.ShouldBe(2);
        var (leaving, staying) = (Agent(node, 0), Agent(node, 1));
        Watch(leaving);

        var without = node.Begin(round: 2);
        ExpectTerminated(leaving);
        node.ExpectUpdate().Partial.Numbers.ShouldBe(federation.Trained(without, agent: 1));
        node.Begin(round: 3);
        node.ExpectUpdate().Partial.Updates.ShouldBe(1);
        Children(node).ShouldBe([staying]);

        var back = node.Begin(round: 4);
        var update = node.ExpectUpdate();
        (update.Partial.Updates, update.Repairs).ShouldBe((2, default));
        update.Partial.Numbers.ShouldBe(
            federation.Trained(back, agent: 0).Zip(federation.Trained(back, agent: 1), (one, other) => one + other));
        Agent(node, 0).ShouldNotBe(leaving);
        Agent(node, 1).ShouldBe(staying);
    }

    [Fact]
    public void An_agent_is_restarted_up_to_max_restarts_and_stopped_by_the_crash_beyond()
    {
        var crash = new CrashOptions { Probability = 0.3, MaxRestarts = 2, Within = TimeSpan.MaxValue };
        var federation = new TestFederation(Under(new FaultOptions { Crash = crash }));
        var rounds = Enumerable.Range(1, 30).Select(round => federation.Broadcast(round)).ToList();
        var last = rounds.First(broadcast => broadcast.Attendance[0].IsLastCrashFatal);
        var before = rounds.Where(broadcast => broadcast.Round < last.Round).ToList();

        (before.Sum(broadcast => broadcast.Attendance[0].CrashCount), last.Attendance[0].CrashCount).ShouldBe((2, 1));
        var node = new NodeProbe(this, federation);
        foreach (var broadcast in before)
        {
            node.Begin(broadcast);
            node.ExpectUpdate().Partial.Updates.ShouldBe(broadcast.Attendance.Tally.Asked);
        }

        // Restarts keep the actor: a successor would have a numeric suffix in its name.
        var agent = Agent(node, 0);
        agent.Path.Name.ShouldBe("agent-0");
        Watch(agent);
        node.Begin(last);
        ExpectTerminated(agent);
        node.ExpectUpdate().Partial.Updates.ShouldBe(last.Attendance.Tally.Asked - 1);

        // No actor replaces it.
        node.Begin(last.Round + 1);
        node.ExpectUpdate();
        Children(node).ShouldNotContain(child => child.Path.Name.StartsWith("agent-0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_continues_without_the_agents_that_are_absent_or_gone()
    {
        var federation = new TestFederation(Federations.Synthetic(agents: 4, rounds: 5))
            .WithFault(round: 2, agent: 0, ScriptedFault.Absent)
            .WithFault(round: 3, agent: 0, ScriptedFault.Absent)
            .WithFault(round: 3, agent: 3, ScriptedFault.CrashForGood(step: 2));
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitEnd();
        cluster.Round(2).ShouldHaveAveragedExactly(1, 2, 3);
        cluster.Round(3).ShouldHaveAveragedExactly(1, 2);
        cluster.Round(4).ShouldHaveAveragedExactly(0, 1, 2);
        cluster.Rounds.ShouldAllBe(record => record.Outcome.Repairs == default);
        cluster.ShouldEqualTheQuietRun();
    }

    private static FederationSpecification Under(FaultOptions faults) =>
        Federations.Synthetic(
            agents: 2, rounds: 40) with
        { Participation = FederationCatalogue.Default.CreateParticipation(new ServerOptions(), faults) };

    private static IActorRef Agent(NodeProbe node, int agent) =>
        Children(node).Single(child => child.Path.Name.StartsWith(FormattableString.Invariant($"agent-{agent}"), StringComparison.Ordinal));

    private static IReadOnlyList<IActorRef> Children(NodeProbe node)
    {
        // By the time the edge is idle, it has removed the ended child.
        node.AwaitIdle();
        return [.. ((ActorRefWithCell)node.Subject).Children];
    }
}

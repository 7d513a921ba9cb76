using Akka.TestKit;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit.Tests;

public sealed class VirtualTimeTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.VirtualTime())
{
    [Fact]
    public async Task A_stuck_agent_is_replaced_when_the_watchdog_expires()
    {
        // <docs:watchdog>
        var federation = new TestFederation(Worlds.Small()) { Watchdog = TimeSpan.FromMinutes(10) }
            .WithFault(round: 2, agent: 0, ScriptedFault.Absent)
            .WithFault(round: 2, agent: 1, ScriptedFault.Stuck)
            .WithFault(round: 2, agent: 2, ScriptedFault.Absent)
            .WithFault(round: 2, agent: 3, ScriptedFault.Absent);
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitTraining(round: 2, agent: 1);
        await cluster.AwaitEdge(0);
        cluster.VirtualTime.Advance(TimeSpan.FromMinutes(10));
        await cluster.AwaitEnd();
        cluster.Round(2).ShouldHaveAveragedExactly(1);
        cluster.ShouldEqualTheQuietRun();
        // </docs:watchdog>
    }

    [Fact]
    public void A_silent_agent_is_replaced_three_times_then_the_run_fails()
    {
        var patience = TimeSpan.FromSeconds(30);
        var federation = new TestFederation(Worlds.Small(agents: 2)) { Watchdog = patience };
        var (silent, other) = (new AgentProbe(this, federation, agent: 0), new AgentProbe(this, federation, agent: 1));
        var node = new NodeProbe(this, federation);
        node.Begin(round: 1);
        other.Answer(other.ExpectRequest());
        for (int time = 0; time <= 3; time++)
        {
            silent.ExpectRequest().Transmission.ShouldBe(time);
            node.AwaitIdle();
            ((TestScheduler)Sys.Scheduler).Advance(patience);
            silent.ExpectStopped();
        }

        var failed = node.ExpectFailed();
        (failed.Round, failed.Agent, failed.Reason.Message).ShouldBe((1, 0, "no update within 30 s"));
    }

    [Fact]
    public void Time_that_is_not_advanced_does_not_pass()
    {
        var federation = new TestFederation(Worlds.Small(agents: 2)) { Watchdog = TimeSpan.FromTicks(1) };
        var agent = new AgentProbe(this, federation, agent: 0);
        var node = new NodeProbe(this, federation);
        node.Begin(round: 1);
        var request = agent.ExpectRequest();
        node.AwaitIdle();
        agent.Answer(request);
        node.ExpectUpdate().Repairs.AskedAgain.ShouldBe(0);
    }
}

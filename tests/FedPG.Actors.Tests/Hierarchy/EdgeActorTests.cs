using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Federation;
using FedPG.TestKit;
using FedPG.TestKit.Probes;
using FedPG.TestKit.Scripting;

namespace FedPG.Actors.Tests.Hierarchy;

public sealed class EdgeActorTests() : Akka.TestKit.Xunit2.TestKit(FederationTestSettings.Probes(threads: 1))
{
    [Fact]
    public void The_sum_follows_the_tree_whatever_the_order_of_the_updates()
    {
        var federation = new TestFederation(Federations.Synthetic(agents: 3, edgeSize: 4));
        AgentProbe[] agents = [.. Enumerable.Range(0, 3).Select(agent => new AgentProbe(this, federation, agent))];
        var node = new NodeProbe(this, federation);
        int parameters = node.Begin(round: 1).Parameters.Length;

        // Summed in reverse order, these numbers give a different last bit.
        double[] values = [0.1, 0.2, 0.3];
        foreach (int agent in (int[])[2, 1, 0])
        {
            agents[agent].Answer(agents[agent].ExpectRequest(), [.. Enumerable.Repeat(values[agent], parameters)]);
        }

        var update = node.ExpectUpdate();
        (update.Partial.Updates, update.Partial.Weight).ShouldBe((3, 3));
        update.Partial.Numbers.ShouldBe(Enumerable.Repeat(0.1 + 0.2 + 0.3, parameters));
    }

    [Fact]
    public void The_last_edge_may_have_fewer_agents()
    {
        var federation = new TestFederation(Federations.Synthetic(agents: 5));
        var node = new NodeProbe(this, federation, edge: 2);
        var broadcast = node.Begin(round: 1);
        var update = node.ExpectUpdate();
        update.Partial.Updates.ShouldBe(1);
        update.Partial.Numbers.ShouldBe(federation.Trained(broadcast, agent: 4));
    }

    [Fact]
    public void Repeated_old_and_foreign_broadcasts_are_not_answered()
    {
        var federation = new TestFederation(Federations.Synthetic());
        var node = new NodeProbe(this, federation);
        foreach (int round in (int[])[2, 2, 1]) node.Begin(round);
        node.Begin(federation.Broadcast(9) with { Run = RunId.New() });
        node.ExpectUpdate().Round.ShouldBe(2);

        // A later broadcast acts as a fence: only its answer is left in the queue.
        node.Begin(round: 3);
        node.ExpectUpdate().Round.ShouldBe(3);
        node.Probe.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Foreign_late_and_duplicate_updates_do_not_enter_the_sum()
    {
        var federation = new TestFederation(Federations.Synthetic());
        var (first, second) = (new AgentProbe(this, federation, agent: 0), new AgentProbe(this, federation, agent: 1));
        var node = new NodeProbe(this, federation);
        var broadcast = node.Begin(round: 2);
        ImmutableArray<double> wrong = [.. new double[broadcast.Parameters.Length]];
        node.Tell(new LocalUpdate(RunId.New(), 2, 0, wrong));
        node.Tell(new LocalUpdate(federation.Run, 1, 0, wrong));
        node.Tell(new LocalUpdate(federation.Run, 3, 0, wrong));
        node.Tell(new LocalUpdate(federation.Run, 2, 7, wrong));
        var request = first.ExpectRequest();
        first.Answer(request);
        first.Answer(request, wrong);
        second.Answer(second.ExpectRequest());
        var update = node.ExpectUpdate();
        update.Partial.Numbers.ShouldBe(Sum(federation, broadcast));
        update.Repairs.ShouldBe(new RoundRepairs { Foreign = 3, Outdated = 1, Duplicated = 1 });
    }

    [Fact]
    public void An_agent_that_dies_in_training_is_restarted_and_trains_again_with_the_same_bits()
    {
        var federation = new TestFederation(Federations.Synthetic())
            .WithFault(round: 1, agent: 1, ScriptedFault.Exception(new InvalidOperationException("flaky"), times: 3));
        var node = new NodeProbe(this, federation);
        var broadcast = node.Begin(round: 1);
        var update = node.ExpectUpdate();
        update.Partial.Numbers.ShouldBe(Sum(federation, broadcast));
        update.Repairs.AskedAgain.ShouldBe(3);
    }

    [Fact]
    public void An_agent_that_keeps_dying_ends_the_run_with_its_name_and_reason()
    {
        var broken = new InvalidOperationException("broken for good");
        var federation = new TestFederation(Federations.Synthetic())
            .WithFault(round: 4, agent: 3, ScriptedFault.Exception(broken, times: int.MaxValue));
        var node = new NodeProbe(this, federation, edge: 1);
        node.Begin(round: 4);
        node.ExpectFailed().ShouldBe(new RoundFailed(federation.Run, 4, 3, broken));
    }

    private static double[] Sum(TestFederation federation, Broadcast broadcast) =>
        [.. federation.Trained(broadcast, agent: 0).Zip(federation.Trained(broadcast, agent: 1), (first, second) => first + second)];
}

using Akka.Actor;
using Akka.TestKit.Xunit2;
using FedPG.Actors.Edges;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Tests.Edges;

public sealed class EdgeActorTests() : TestKit(ComputeDispatcher.Configuration(threads: 1))
{
    [Fact]
    public void An_edge_answers_a_broadcast_with_the_sum_of_its_agents_in_agent_order()
    {
        var plan = Federations.Plan(Federations.Synthetic());
        var server = CreateTestProbe();
        var edge = server.ChildActorOf(EdgeActor.Props(plan, edge: 1));
        edge.Tell(Federations.Broadcast(plan, 1));

        var update = server.ExpectMsg<EdgeUpdate>();
        (update.Run, update.Round, update.Edge, update.Updates).ShouldBe((plan.Run, 1, 1, 2));
        double[] third = Federations.Trained(plan, round: 1, agent: 2), fourth = Federations.Trained(plan, round: 1, agent: 3);
        update.Partial.ShouldBe(third.Zip(fourth, (a, b) => a + b));
    }

    [Fact]
    public void The_last_edge_may_have_fewer_agents()
    {
        var plan = Federations.Plan(Federations.Synthetic(agents: 5));
        var server = CreateTestProbe();
        server.ChildActorOf(EdgeActor.Props(plan, edge: 2)).Tell(Federations.Broadcast(plan, 1));
        var update = server.ExpectMsg<EdgeUpdate>();
        update.Updates.ShouldBe(1);
        update.Partial.ShouldBe(Federations.Trained(plan, round: 1, agent: 4));
    }

    [Fact]
    public void Repeated_old_and_foreign_broadcasts_are_not_answered()
    {
        var plan = Federations.Plan(Federations.Synthetic());
        var server = CreateTestProbe();
        var edge = server.ChildActorOf(EdgeActor.Props(plan, edge: 0));
        foreach (int round in (int[])[2, 2, 1]) edge.Tell(Federations.Broadcast(plan, round));
        edge.Tell(Federations.Broadcast(plan, 9) with { Run = RunId.New() });
        server.ExpectMsg<EdgeUpdate>().Round.ShouldBe(2);

        // A later broadcast is a fence: only its answer is left in the queue.
        edge.Tell(Federations.Broadcast(plan, 3));
        server.ExpectMsg<EdgeUpdate>().Round.ShouldBe(3);
        server.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Updates_that_are_foreign_late_or_double_do_not_enter_the_sum()
    {
        var release = new ManualResetEventSlim();
        var plan = Federations.Plan(Federations.Synthetic(), task => release.Wait());
        var server = CreateTestProbe();
        var edge = server.ChildActorOf(EdgeActor.Props(plan, edge: 0));
        var wrong = Federations.Zeros(plan);
        edge.Tell(Federations.Broadcast(plan, 2));
        edge.Tell(new LocalUpdate(RunId.New(), 2, 0, wrong));
        edge.Tell(new LocalUpdate(plan.Run, 1, 0, wrong));
        edge.Tell(new LocalUpdate(plan.Run, 3, 0, wrong));
        edge.Tell(new LocalUpdate(plan.Run, 2, 7, wrong));
        release.Set();
        double[] first = Federations.Trained(plan, round: 2, agent: 0), second = Federations.Trained(plan, round: 2, agent: 1);
        server.ExpectMsg<EdgeUpdate>().Partial.ShouldBe(first.Zip(second, (a, b) => a + b));
    }

    [Fact]
    public void An_agent_that_dies_in_training_is_restarted_and_trains_again_with_the_same_bits()
    {
        int failures = 3;
        var plan = Federations.Plan(Federations.Synthetic(), task =>
        {
            if (task.Agent == 1 && Interlocked.Decrement(ref failures) >= 0) throw new InvalidOperationException("flaky");
        });
        var server = CreateTestProbe();
        server.ChildActorOf(EdgeActor.Props(plan, edge: 0)).Tell(Federations.Broadcast(plan, 1));
        double[] first = Federations.Trained(plan, round: 1, agent: 0), second = Federations.Trained(plan, round: 1, agent: 1);
        server.ExpectMsg<EdgeUpdate>().Partial.ShouldBe(first.Zip(second, (a, b) => a + b));
    }

    [Fact]
    public void An_agent_that_keeps_dying_ends_the_run_with_its_name_and_reason()
    {
        var plan = Federations.Plan(Federations.Synthetic(), task =>
        {
            if (task.Agent == 3) throw new InvalidOperationException("broken for good");
        });
        var server = CreateTestProbe();
        server.ChildActorOf(EdgeActor.Props(plan, edge: 1)).Tell(Federations.Broadcast(plan, 4));
        var failed = server.ExpectMsg<RoundFailed>();
        (failed.Run, failed.Round, failed.Agent).ShouldBe((plan.Run, 4, 3));
        failed.Reason.Message.ShouldBe("broken for good");
    }
}

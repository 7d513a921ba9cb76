using Akka.Actor;
using FedPG.Actors.Protocol;
using FedPG.Options;
using FedPG.Participation;
using FedPG.TestKit.Recording;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit.Tests;

public class FederationTestClusterTests
{
    [Fact]
    public async Task A_run_without_faults_averages_everyone()
    {
        await using var cluster = FederationTestCluster.Start(new TestFederation(Worlds.Small()));
        await cluster.AwaitEnd();
        cluster.Rounds.Count.ShouldBe(5);
        cluster.Round(4).ShouldHaveAveragedExactly(0, 1, 2, 3).ShouldHaveRefused();
        cluster.ShouldEqualTheQuietRun();
    }

    [Fact]
    public async Task Scripted_faults_of_the_experiment_change_the_rounds_they_name()
    {
        // <docs:faults>
        var federation = new TestFederation(Worlds.Small(agents: 5, rounds: 6))
            .WithFault(round: 1, agent: 3, ScriptedFault.Absent)
            .WithFault(round: 2, agent: 1, ScriptedFault.Crash(3, 1))
            .WithFault(round: 3, agent: 1, ScriptedFault.CrashLosingRound(step: 2))
            .WithFault(round: 3, agent: 3, ScriptedFault.Late)
            .WithFault(round: 4, agent: 1, ScriptedFault.Poison())
            .WithFault(round: 5, agent: 4, ScriptedFault.CrashForGood(step: 1));
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitEnd();
        cluster.Round(1).ShouldHaveAveragedExactly(0, 1, 2, 4);
        cluster.Round(2).ShouldHaveAveragedExactly(0, 1, 2, 3, 4);
        cluster.Round(3).ShouldHaveAveragedExactly(0, 2, 4);
        cluster.Round(4).ShouldHaveAveragedExactly(0, 2, 3, 4).ShouldHaveRefused(1);
        cluster.Round(6).ShouldHaveAveragedExactly(0, 1, 2, 3);
        cluster.ShouldEqualTheQuietRun();
        // </docs:faults>
    }

    [Fact]
    public async Task A_late_update_joins_the_next_round_with_the_weight_of_its_staleness()
    {
        var specification = Worlds.Small() with
        {
            Participation = new FaultModel(new ServerOptions { LateUpdates = LateUpdates.NextRound }, [], new NetworkOptions()),
        };
        await using var cluster = FederationTestCluster.Start(new TestFederation(specification).WithFault(1, 2, ScriptedFault.Late));
        await cluster.AwaitEnd();
        cluster.Round(1).ShouldHaveAveragedExactly(0, 1, 3);
        cluster.Round(2).Averaged.ShouldContain(new AveragedUpdate(Agent: 2, Broadcast: 1, Weight: 0.5));
        cluster.ShouldEqualTheQuietRun();
    }

    [Fact]
    public async Task A_training_that_throws_three_times_is_repaired()
    {
        var federation = new TestFederation(Worlds.Small())
            .WithFault(2, 0, ScriptedFault.Exception(new InvalidOperationException("broken"), times: 3));
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitEnd();
        cluster.Round(2).ShouldHaveAskedAgain(3);
        cluster.ShouldEqualTheQuietRun();
    }

    [Fact]
    public async Task A_training_that_throws_four_times_ends_the_run_with_agent_and_round()
    {
        var federation = new TestFederation(Worlds.Small())
            .WithFault(2, 0, ScriptedFault.Exception(new InvalidOperationException("broken"), times: 4));
        await using var cluster = FederationTestCluster.Start(federation);
        var error = await Should.ThrowAsync<FederationException>(cluster.AwaitEnd);
        (error.Agent, error.Round).ShouldBe((0, 2));
        error.Message.ShouldBe("agent 0 failed in round 2: InvalidOperationException: broken");
        var assertion = await Should.ThrowAsync<FederationAssertionException>(() => cluster.AwaitRound(3));
        assertion.Message.ShouldBe("round 3 has not closed: the run has ended; the last closed round is 1");
    }

    [Fact]
    public async Task Kills_in_a_pause_leave_no_trace()
    {
        // <docs:kills>
        var federation = new TestFederation(Worlds.Small());
        await using var cluster = FederationTestCluster.Start(federation, pauseBefore: [2, 3, 4]);
        await cluster.AwaitRound(1);
        cluster.KillAgent(3);
        cluster.StopAgent(0);
        cluster.Resume();
        await cluster.AwaitRound(2);
        cluster.KillEdge(1);
        cluster.Resume();
        await cluster.AwaitRound(3);
        cluster.KillNode();
        cluster.Resume();
        await cluster.AwaitEnd();
        cluster.ShouldEqualTheQuietRun();
        // </docs:kills>
    }

    [Fact]
    public async Task An_edge_that_is_killed_in_an_open_round_is_asked_again_and_counts_once()
    {
        var federation = new TestFederation(Worlds.Small()).WithFault(round: 2, agent: 1, ScriptedFault.Held);
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitTraining(round: 2, agent: 1);
        cluster.KillEdge(0);
        cluster.Release();
        await cluster.AwaitEnd();
        cluster.Round(2).ShouldHaveAveragedExactly(0, 1, 2, 3);
        cluster.ShouldEqualTheQuietRun();
    }

    [Fact]
    public async Task A_node_that_is_killed_in_an_open_round_is_asked_again()
    {
        var federation = new TestFederation(Worlds.Small()).WithFault(round: 3, agent: 0, ScriptedFault.Held);
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitTraining(round: 3, agent: 0);
        cluster.KillNode();
        cluster.Release();
        await cluster.AwaitEnd();
        cluster.ShouldEqualTheQuietRun();
    }

    [Fact]
    public async Task A_run_with_other_bits_is_not_the_quiet_run()
    {
        var federation = new TestFederation(Worlds.Small()).WithAgent(1, Props.Create(() => new Liar()));
        await using var cluster = FederationTestCluster.Start(federation);
        await cluster.AwaitEnd();
        cluster.Round(1).ShouldHaveAveragedExactly(0, 1, 2, 3);
        Should.Throw<FederationAssertionException>(cluster.ShouldEqualTheQuietRun).Message.ShouldBe(
            "round 1 has other parameters than in the quiet run");
    }

    [Fact]
    public async Task A_failed_wait_names_what_it_waited_for()
    {
        await using var cluster =
            FederationTestCluster.Start(new TestFederation(Worlds.Small()), patience: TimeSpan.Zero, pauseBefore: [1]);
        var error = await Should.ThrowAsync<FederationAssertionException>(() => cluster.AwaitRound(1));
        error.Message.ShouldBe("round 1 has not closed within 0 s; the last closed round is 0");
    }

    [Fact]
    public async Task A_federation_is_for_one_run()
    {
        var federation = new TestFederation(Worlds.Small());
        await using var cluster = FederationTestCluster.Start(federation);
        Should.Throw<InvalidOperationException>(() => FederationTestCluster.Start(federation));
        Should.Throw<InvalidOperationException>(() => federation.WithFault(1, 0, ScriptedFault.Absent));
    }

    [Fact]
    public async Task The_run_is_idle_before_a_pause()
    {
        await using var cluster = FederationTestCluster.Start(new TestFederation(Worlds.Small()), pauseBefore: [1]);
        (await cluster.AwaitRound(0)).Round.ShouldBe(0);
        Should.Throw<FederationAssertionException>(() => cluster.KillAgent(0)).Message.ShouldBe("there is no edge now");
        Should.Throw<FederationAssertionException>(() => cluster.Round(1)).Message.ShouldBe(
            "round 1 has not closed; the last closed round is 0");
        Should.Throw<FederationAssertionException>(cluster.ShouldEqualTheQuietRun).Message.ShouldBe(
            "the run is not over; the last closed round is 0");
        cluster.Resume();
        await cluster.AwaitEnd();
    }

    [Fact]
    public void A_custom_participation_cannot_be_combined_with_scripted_faults()
    {
        var federation = new TestFederation(Worlds.Small() with { Participation = new Custom() }).WithFault(1, 0, ScriptedFault.Absent);
        Should.Throw<ArgumentException>(() => FederationTestCluster.Start(federation)).Message.ShouldContain("on top of Custom");
    }

    /// <summary>Answers with the broadcast instead of training.</summary>
    private sealed class Liar : ReceiveActor
    {
        public Liar() => Receive<TrainingRequest>(
            request => Context.Parent.Tell(new LocalUpdate(request.Run, request.Round, 1, request.Broadcast.Parameters)));
    }

    private sealed class Custom : IParticipation
    {
        public IRoundSchedule Start(ScheduleKey key) => FullParticipation.Instance.Start(key);
    }
}

using FedPG.Actors.Telemetry;
using FedPG.Actors.Tests.Checkpoints;
using FedPG.Actors.Training;
using FedPG.Federation;

namespace FedPG.Actors.Tests.Telemetry;

public sealed class RunMeterTests : CheckpointFile
{
    [Fact]
    public async Task A_listener_counts_every_round_with_its_steps_participants_and_duration()
    {
        using var measured = new Measured();
        await using var runtime = ActorRuntime.Start(threads: 1, catalogue: Measured.Catalogue);
        var specification = Measured.Run(rounds: 100);
        await foreach (var outcome in runtime.RunAsync(specification)) outcome.Round.ShouldBeLessThanOrEqualTo(100);
        measured.Of("fedpg.rounds").Sum().ShouldBe(100);
        measured.Of("fedpg.trainings").Sum().ShouldBe(500);
        measured.Of("fedpg.local_steps").Sum().ShouldBe(500 * specification.Local.Steps);
        measured.Of("fedpg.round.participants").ShouldBe(Enumerable.Repeat(5.0, 100));
        measured.Of("fedpg.round.duration").Length.ShouldBe(100);
        measured.Of("fedpg.round.duration").ShouldAllBe(seconds => seconds > 0 && seconds < 60);
        measured.Of("fedpg.repairs").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_active_run_is_observed_with_its_round_and_its_edges_and_a_run_that_has_ended_is_not()
    {
        using var measured = new Measured();
        await using (var runtime = ActorRuntime.Start(threads: 1, catalogue: Measured.Catalogue))
        {
            await foreach (var outcome in runtime.RunAsync(Measured.Run(rounds: int.MaxValue)))
            {
                if (outcome.Round < 3) continue;
                measured.Observe();
                break;
            }
        }

        measured.Of("fedpg.run.round").ShouldHaveSingleItem().ShouldBeGreaterThanOrEqualTo(3);
        measured.Of("fedpg.edges", "fedpg.node=local").ShouldBe([3]);
        measured.Observe();
        measured.Of("fedpg.run.round").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_saved_checkpoint_is_counted()
    {
        using var measured = new Measured();
        var store = Open();
        await store.SaveAsync("run", Checkpoint(10));
        await store.SaveAsync("run", Checkpoint(20));
        measured.Of("fedpg.checkpoints", "").Sum().ShouldBe(2);
    }

    [Fact]
    public void Repairs_are_counted_by_kind()
    {
        using var measured = new Measured();
        var run = new RunTelemetry(new FederationPlan(Measured.Run(rounds: 2), Measured.Catalogue), default);
        run.Begin();
        run.End(Outcome(1), new RoundRepairs { AskedAgain = 2, Outdated = 1 });
        measured.Of("fedpg.repairs", "fedpg.repair.kind=asked-again").ShouldBe([2]);
        measured.Of("fedpg.repairs", "fedpg.repair.kind=outdated").ShouldBe([1]);
        measured.Of("fedpg.repairs").Length.ShouldBe(2);
        run.Stop();
    }

    [Fact]
    public void A_round_to_which_nobody_listens_allocates_nothing()
    {
        var run = new RunTelemetry(new FederationPlan(Measured.Run(rounds: 2), Measured.Catalogue), default);
        var (outcome, repairs) = (Outcome(1), new RoundRepairs { AskedAgain = 1 });
        Rounds(10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Rounds(1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        run.Stop();

        void Rounds(int count)
        {
            for (int i = 0; i < count; i++)
            {
                run.Begin();
                run.End(outcome, repairs);
            }
        }
    }

    private static RoundOutcome Outcome(int round) => new(round, [], Participants: 5, default, default);
}

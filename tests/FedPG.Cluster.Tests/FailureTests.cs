namespace FedPG.Cluster.Tests;

/// <summary>Real processes over real TCP, killed and frozen: the bytes are those of one process in which nothing fails.</summary>
public class FailureTests : ClusterBench
{
    [Fact]
    public async Task Twenty_workers_killed_at_random_moments_change_nothing()
    {
        string file = Write("kills.conf", Experiment()), config = Config();
        var run = StartRun(config, file, "out", "--set", "fedpg.runtime.min-nodes=2");
        var workers = new List<ToolProcess> { StartNode(config), StartNode(config), StartNode(config) };
        var random = new System.Random(17);
        (await AwaitRowsAsync("out", more: 4, run)).ShouldBeTrue(run.Error);
        for (int kills = 0; kills < 20;)
        {
            // One worker, or two at the same time.
            int first = random.Next(workers.Count), count = 1 + random.Next(2);
            await AwaitRowsAsync("out", more: random.Next(2), run);
            run.HasExited.ShouldBeFalse($"the run ended before kill {kills}: {run.Error}");
            for (int i = 0; i < count; i++, kills++)
            {
                int victim = (first + i) % workers.Count;
                await workers[victim].KillAsync();
                workers[victim] = StartNode(config);
            }

            (await AwaitRowsAsync("out", more: 1, run)).ShouldBeTrue($"after kill {kills}: {run.Error}");
        }

        await EndAsync(file, "out", run);
    }

    [Fact]
    public async Task A_server_killed_again_and_again_is_resumed_to_the_same_bytes()
    {
        string file = Write("server.conf", Experiment(rounds: 400)), config = Config();
        string expected = await ReferenceAsync(file);
        StartNode(config);
        StartNode(config);
        for (int kill = 0; kill < 2; kill++)
        {
            var killed = StartRun(config, file, "out", "--resume");
            (await AwaitRowsAsync("out", more: 5, killed)).ShouldBeTrue(killed.Error);
            await killed.KillAsync();
        }

        var last = StartRun(config, file, "out", "--resume");
        (await last.AwaitExitAsync()).ShouldBe(0, last.Error);
        Rounds("out").ShouldBe(expected);
    }

    [Fact]
    public async Task A_frozen_worker_is_replaced_and_its_later_messages_are_refused()
    {
        const string Continuous = "environment.type = pendulum\n  evaluation.episodes = 4";
        string file = Write("frozen.conf", Experiment(more: Continuous)), config = Config();
        var run = StartRun(config, file, "out", "--set", "fedpg.runtime.min-nodes=2");
        StartNode(config);
        var frozen = StartNode(config);
        int port = await frozen.AwaitJoinedAsync();
        (await AwaitRowsAsync("out", more: 4, run)).ShouldBeTrue(run.Error);
        await frozen.SignalAsync("STOP");
        await run.AwaitLineAsync($"node 127.0.0.1:{port}: 1 core, ");
        await run.AwaitLineAsync("does not answer");
        (await AwaitRowsAsync("out", more: 4, run)).ShouldBeTrue(run.Error);
        await frozen.SignalAsync("CONT");

        // Whether or not it was downed meanwhile, it works again in the end.
        (await AwaitRowsAsync("out", more: 4, run)).ShouldBeTrue(run.Error);
        await EndAsync(file, "out", run);
        frozen.HasExited.ShouldBeFalse(frozen.Error);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_leaves_at_once_and_without_an_error()
    {
        string file = Write("leave.conf", Experiment()), config = Config();
        var run = StartRun(config, file, "out", "--set", "fedpg.runtime.min-nodes=2");
        StartNode(config);
        var leaver = StartNode(config);
        (await AwaitRowsAsync("out", more: 4, run)).ShouldBeTrue(run.Error);
        await leaver.SignalAsync("TERM");
        (await leaver.AwaitExitAsync()).ShouldBe(0, leaver.Error);
        await run.AwaitLineAsync("has left");
        (await AwaitRowsAsync("out", more: 4, run)).ShouldBeTrue(run.Error);
        await EndAsync(file, "out", run);
    }
}

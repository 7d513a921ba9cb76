using System.Diagnostics;

namespace FedPG.Cluster.Tests;

/// <summary>Training on every core, with the default settings.</summary>
[Collection(Alone.Name)]
public class LoadTests : ClusterBench
{
    /// <summary>Longer than it takes until a node whose heartbeats are late is called unreachable: 5 s and a heartbeat of 1 s.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(9);

    [Fact]
    public async Task Cores_that_train_all_the_time_delay_no_heartbeat()
    {
        string heavy = Experiment(rounds: 1_000_000, agents: 64)
            .Replace("batch = 60", "batch = 20000", StringComparison.Ordinal)
            .Replace("every = 5", "every = 1", StringComparison.Ordinal);
        string file = Write("heavy.conf", heavy), config = Write("default.conf", "fedpg {\n}\n");
        var run = StartRun(config, file, "out", "--set", "runtime.min-nodes=2");
        var workers = Enumerable.Range(0, 2).Select(_ => Start("node", "--config", config, "--seed-node", Address())).ToList();
        (await AwaitRowsAsync("out", more: 1, run)).ShouldBeTrue(run.Error);

        // The test is about what happens during this time, so the time has to pass.
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (clock.Elapsed < Time && await timer.WaitForNextTickAsync())
        {
            run.HasExited.ShouldBeFalse(run.Error);
            run.Error.ShouldNotContain("does not answer");
            run.Error.ShouldNotContain("has left");
        }

        workers.ShouldAllBe(worker => !worker.HasExited && !worker.Error.Contains("cut off", StringComparison.Ordinal));
        await run.SignalAsync("INT");
        (await run.AwaitExitAsync()).ShouldBe(130, run.Error);
    }
}

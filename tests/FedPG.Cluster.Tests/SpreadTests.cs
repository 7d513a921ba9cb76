using System.Globalization;

namespace FedPG.Cluster.Tests;

/// <summary>Many small runs on two nodes of one core: both work, and the bytes are those of one process.</summary>
public class SpreadTests : ClusterBench
{
    private static string Quickstart => Path.Combine(AppContext.BaseDirectory, "hocon", "quickstart.conf");

    /// <summary>The experiment's five methods and four seeds, with fewer rounds.</summary>
    private static readonly string[] Shorter = ["--set", "fedpg.rounds=200", "--set", "fedpg.evaluation.references=false"];

    [Fact]
    public async Task Both_nodes_train_between_a_third_and_two_thirds_of_the_runs()
    {
        string config = Config();
        string expected = await ReferenceAsync();
        StartNode(config);
        var second = StartNode(config);
        var run = StartRun(config, Quickstart, "out", [.. Shorter, "--set", "fedpg.runtime.min-nodes=2"]);
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        Rounds("out").ShouldBe(expected);
        await second.SignalAsync("TERM");
        (await second.AwaitExitAsync()).ShouldBe(0, second.Error);
        RunsOf(second).ShouldBeInRange(7, 13);
    }

    [Fact]
    public async Task With_one_node_killed_at_half_time_the_other_continues_to_the_same_bytes()
    {
        string config = Config();
        string expected = await ReferenceAsync();
        var survivor = StartNode(config);
        var killed = StartNode(config);
        var run = StartRun(config, Quickstart, "out", [.. Shorter, "--set", "fedpg.runtime.min-nodes=2"]);
        await AwaitEndedRunsAsync("out", 10, run);
        await killed.KillAsync();
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        Rounds("out").ShouldBe(expected);
        await survivor.SignalAsync("TERM");
        (await survivor.AwaitExitAsync()).ShouldBe(0, survivor.Error);

        // About half of the first ten runs, and all later ones.
        RunsOf(survivor).ShouldBeInRange(13, 18);
    }

    /// <summary>Waits until some runs have ended: then they have left their policies.</summary>
    private async Task AwaitEndedRunsAsync(string folder, int count, ToolProcess run)
    {
        using var limit = new CancellationTokenSource(ToolProcess.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        int Ended() => Directory.Exists(PathOf(folder))
            ? Directory.GetFiles(PathOf(folder), "policy.json", SearchOption.AllDirectories).Length
            : 0;
        while (Ended() < count)
        {
            run.HasExited.ShouldBeFalse(run.Error);
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<string> ReferenceAsync()
    {
        using var run = ToolProcess.Start(ToolProcess.Fedpg, ["run", Quickstart, "--out", PathOf("reference"), "--quiet", .. Shorter]);
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        return Rounds("reference");
    }

    private static int RunsOf(ToolProcess node)
    {
        string line = node.Error.Split('\n').Single(text => text.Contains("trained agents of", StringComparison.Ordinal));
        return int.Parse(line.Split("agents of ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }
}

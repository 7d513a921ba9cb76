using System.Globalization;
using InProcess = FedPG.Cli.Tests.Tool;

namespace FedPG.Cluster.Tests;

/// <summary>Many small runs on two nodes of one core: both work, and the bytes are those of one process.</summary>
[Collection(Alone.Name)]
public class SpreadTests(SpreadReference reference) : ClusterBench, IClassFixture<SpreadReference>
{
    internal static string Quickstart => Path.Combine(AppContext.BaseDirectory, "hocon", "quickstart.conf");

    /// <summary>The experiment's five methods and four seeds, with fewer rounds.</summary>
    internal static readonly string[] Shorter = ["--set", "fedpg.rounds=100", "--set", "fedpg.evaluation.references=false"];

    /// <summary>A run goes to the node that has less to do, so the shares are measured again if other processes have slowed one of the
    /// nodes down.</summary>
    private const int Measurements = 3;

    [Fact]
    public Task Both_nodes_train_between_a_third_and_two_thirds_of_the_runs() => MeasureAsync(7, 13, async (folder, port) =>
    {
        string config = Config();
        StartNode(config, port);
        var second = StartNode(config, port);
        var run = StartRun(config, Quickstart, folder, port, [.. Shorter, "--set", "fedpg.runtime.min-nodes=2"]);
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        return second;
    });

    // About half of the first ten runs, and all later ones.
    [Fact]
    public Task With_one_node_killed_at_half_time_the_other_continues_to_the_same_bytes() => MeasureAsync(13, 18, async (folder, port) =>
    {
        string config = Config();
        var survivor = StartNode(config, port);
        var killed = StartNode(config, port);
        var run = StartRun(config, Quickstart, folder, port, [.. Shorter, "--set", "fedpg.runtime.min-nodes=2"]);
        await AwaitEndedRunsAsync(folder, 10, run);
        await killed.KillAsync();
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        return survivor;
    });

    /// <summary>Requires the bytes of one process each time, and a number of runs on a node at least once.</summary>
    private async Task MeasureAsync(int from, int to, Func<string, int, Task<ToolProcess>> runAsync)
    {
        int runs = 0;
        for (int i = 0; i < Measurements && (runs < from || runs > to); i++)
        {
            string folder = $"out{i}";
            var node = await runAsync(folder, FreePort());
            Rounds(folder).ShouldBe(reference.Bytes);
            await node.SignalAsync("TERM");
            (await node.AwaitExitAsync()).ShouldBe(0, node.Error);
            runs = RunsOf(node);
        }

        runs.ShouldBeInRange(from, to);
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

    private static int RunsOf(ToolProcess node)
    {
        string line = node.Error.Split('\n').Single(text => text.Contains("trained agents of", StringComparison.Ordinal));
        return int.Parse(line.Split("agents of ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }
}

/// <summary>The experiment of <see cref="SpreadTests"/> in one process.</summary>
public sealed class SpreadReference : ClusterBench, IAsyncLifetime
{
    /// <summary>All rounds.csv files.</summary>
    public string Bytes { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var run = await InProcess.RunAsync(
            ["run", SpreadTests.Quickstart, "--out", PathOf("reference"), "--quiet", .. SpreadTests.Shorter]);
        run.Code.ShouldBe(0, run.Error);
        Bytes = Rounds("reference");
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

namespace FedPG.Cli.Tests;

/// <summary>Faults as a user sees them: the same bytes everywhere, whatever the network does.</summary>
public class FaultTests : Workspace
{
    private static readonly string[] Faults =
    [
        "faults.dropout.probability=0.2", "faults.crash.probability=0.3", "faults.straggler.speed-spread=1", "server.quorum=0.6",
        "server.late-updates=next-round", "server.participation=0.8",
    ];

    private static readonly string[] Network =
    [
        "faults.network.loss=0.05", "faults.network.duplication=0.05", "faults.network.reordering=0.1",
    ];

    [Fact]
    public async Task Simulated_faults_have_the_same_bytes_in_every_mode_with_any_threads_and_again()
    {
        string[] reference = await RoundsAsync([.. Faults, "runtime.mode=sequential"]);
        foreach (int threads in (int[])[1, 2, 8, 8]) (await RoundsAsync([.. Faults, $"runtime.threads={threads}"])).ShouldBe(reference);
        reference.ShouldNotBe(await RoundsAsync(["runtime.mode=sequential"]));
    }

    [Fact]
    public async Task An_unreliable_network_leaves_no_trace_in_the_rounds()
    {
        (await RoundsAsync(Network)).ShouldBe(await RoundsAsync([]));
        (await RoundsAsync([.. Faults, .. Network])).ShouldBe(await RoundsAsync(Faults));
    }

    private async Task<string[]> RoundsAsync(string[] settings)
    {
        string folder = Path(Guid.NewGuid().ToString("N"));
        var tool = await Tool.RunAsync(
            [
                "run", Small(), "--out", folder, "--quiet", "--set", "fedpg.rounds=40", "--set", "fedpg.agents=9",
                .. settings.SelectMany(set => (string[])["--set", $"fedpg.{set}"]),
            ]);
        tool.Code.ShouldBe(0, tool.Error);
        return await File.ReadAllLinesAsync(System.IO.Path.Combine(folder, "s-fedpg-seed0", "rounds.csv"));
    }
}

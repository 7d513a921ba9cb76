using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>Experiments that go on from what an earlier execution has left.</summary>
public class ResumeTests : Workspace
{
    /// <summary>Saves whenever it can.</summary>
    private static readonly string[] Saving = ["--set", "checkpoint.every=1", "--set", "checkpoint.interval=off"];

    [Theory]
    [InlineData("sequential")]
    [InlineData("in-process")]
    public async Task A_run_that_is_resumed_from_a_checkpoint_has_the_bytes_of_a_whole_one(string mode)
    {
        string[] settings = ["--set", $"runtime.mode={mode}", "--set", "algorithm=rs-fedpg", "--set", "diagnostics.lojasiewicz=true", "--seeds", "0..1", "--quiet", .. Saving];
        (await Tool.RunAsync(["run", Small(), "--out", Path("whole"), .. settings])).Code.ShouldBe(0);
        (await Tool.RunAsync(["run", Small(), "--out", Path("cut"), .. settings])).Code.ShouldBe(0);

        // As if it had been killed: the rows after the last checkpoint are torn, and no run is known to be completed.
        foreach (string run in (string[])["rs-fedpg-seed0", "rs-fedpg-seed1"])
        {
            await File.AppendAllTextAsync(Path("cut", run, "rounds.csv"), "7,0.12");
            await Unmark(Path("cut", run, "run.json"));
        }

        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("cut"), "--resume", .. settings]);
        resumed.Code.ShouldBe(0, resumed.Error);
        foreach (string run in (string[])["rs-fedpg-seed0", "rs-fedpg-seed1"])
        {
            foreach (string file in (string[])["rounds.csv", "diagnostics.csv", "policy.json"])
            {
                File.ReadAllText(Path("cut", run, file)).ShouldBe(File.ReadAllText(Path("whole", run, file)), $"{run}/{file}");
            }
        }

        Summary("cut").ShouldBe(Summary("whole"));
    }

    [Fact]
    public async Task Completed_runs_are_left_alone()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        var written = File.GetLastWriteTimeUtc(Path("out", "s-fedpg-seed0", "rounds.csv"));
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--resume")).Code.ShouldBe(0);
        File.GetLastWriteTimeUtc(Path("out", "s-fedpg-seed0", "rounds.csv")).ShouldBe(written);
    }

    [Fact]
    public async Task A_new_folder_can_be_resumed_as_well()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--resume")).Code.ShouldBe(0);
        File.Exists(Path("out", "s-fedpg-seed0", "rounds.csv")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("rounds=7")]
    [InlineData("local.batch=5")]
    [InlineData("environment.epsilon-p=0.31")]
    [InlineData("runtime.edge-size=3")]
    public async Task Other_settings_are_refused_and_nothing_is_touched(string setting)
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        string before = Everything();
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", "--set", setting, .. Saving]);
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain("of other settings; accepted: the settings it was begun with, or --overwrite");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task How_it_is_executed_may_be_another()
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        await Unmark(Path("out", "s-fedpg-seed0", "run.json"));
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--resume", "--set", "runtime.mode=sequential", "--set", "runtime.threads=3")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_one_line_and_nothing_is_touched()
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        byte[] database = await File.ReadAllBytesAsync(Path("out", "checkpoints.db"));
        await File.WriteAllBytesAsync(Path("out", "checkpoints.db"), database[..(database.Length / 2)]);
        string before = Everything();
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", .. Saving]);
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain("checkpoints.db: cannot be used for checkpoints");
        Everything().ShouldBe(before);
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", "--overwrite", .. Saving])).Code.ShouldBe(0);
    }

    /// <summary>As it is while a run goes on.</summary>
    private static async Task Unmark(string file)
    {
        string fingerprint = JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("fingerprint").GetString()!;
        await File.WriteAllTextAsync(file, $$"""{"fingerprint":"{{fingerprint}}"}""");
    }

    private string Everything() => string.Join('\n', Directory.GetFiles(Path("out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));

    /// <summary>The summary without what the clock says.</summary>
    private string Summary(string folder) => string.Join('\n', File.ReadLines(Path(folder, "summary.json")).Where(line => !line.Contains("elapsed", StringComparison.Ordinal) && !line.Contains("PerSecond", StringComparison.Ordinal)));
}

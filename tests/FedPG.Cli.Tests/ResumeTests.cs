using FedPG.Checkpoints;
using Microsoft.Data.Sqlite;

namespace FedPG.Cli.Tests;

/// <summary>Experiments that continue from their checkpoints.</summary>
public class ResumeTests : Resuming
{
    [Theory]
    [InlineData("sequential", "small")]
    [InlineData("in-process", "small")]
    [InlineData("in-process", "sparse")]
    public async Task A_run_that_is_resumed_from_a_checkpoint_has_the_bytes_of_a_whole_one(string mode, string world)
    {
        string[] sparse = ["--set", "environment.type=file", "--set", $"environment.path={Write("way.mdp.json", LongWay.Text())}"];
        string[] settings =
        [
            "--set", $"runtime.mode={mode}", "--set", "algorithm=rs-fedpg", "--seeds", "0..1", "--quiet", .. Saving,
            .. world == "sparse" ? sparse : ["--set", "diagnostics.lojasiewicz=true"],
        ];
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
        foreach (string run in (string[])["rs-fedpg-seed0", "rs-fedpg-seed1"]) SameFiles("cut", "whole", run);

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
    [InlineData("algorithm=rs-fedpg")]
    [InlineData("evaluation.every=2")]
    [InlineData("local.batch=5")]
    [InlineData("environment.epsilon-p=0.31")]
    public async Task Other_settings_are_refused_and_nothing_is_touched(string setting)
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        string before = Everything();
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", "--set", setting, .. Saving]);
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single()
            .ShouldMatch(
                "of other settings; accepted: the settings of the earlier run, or --overwrite|which this experiment does not have");
        Everything().ShouldBe(before);
    }

    [Theory]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = 1")]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = (SELECT max(sequence) FROM fedpg_checkpoints)")]
    [InlineData("DELETE FROM fedpg_checkpoints WHERE sequence = 0")]
    [InlineData("UPDATE fedpg_checkpoints SET content = x'0000' WHERE sequence = 1")]
    public async Task A_checkpoint_that_is_missing_or_was_changed_is_one_line_and_nothing_is_touched(string command)
    {
        (
            await Tool.RunAsync(
                ["run", Small(), "--out", Path("out"), "--quiet", "--set", "runtime.mode=sequential", .. Saving])).Code.ShouldBe(0);
        await using (var connection = new SqliteConnection($"Data Source={Path("out", "checkpoints.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var change = connection.CreateCommand();
            change.CommandText = command;
            (await change.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        string before = Everything();
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", .. Saving]);
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain("checkpoints.db: cannot be used for checkpoints");
        resumed.ErrorLines.Single().ShouldContain("'small/s-fedpg-seed0'");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task A_checkpoint_with_a_file_that_no_run_writes_is_refused_and_nothing_is_written()
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        const string Name = "small/s-fedpg-seed0";
        var store = new CheckpointStore(CheckpointDatabase.Sqlite(Path("out", "checkpoints.db")));
        var stored = await store.LoadAsync(Name);
        await store.SaveAsync(Name, stored!.Last with { Records = [new RecordedText("../../escaped.csv", "text"u8.ToArray())] });
        await Unmark(Path("out", "s-fedpg-seed0", "run.json"));
        string before = Everything();
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", .. Saving]);
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain("found the file '../../escaped.csv' of run 's-fedpg-seed0'; accepted: rounds.csv, ");
        Everything().ShouldBe(before);
        File.Exists(Path("escaped.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_way_of_execution_may_differ()
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        await Unmark(Path("out", "s-fedpg-seed0", "run.json"));
        (
            await Tool.RunAsync(
                "run", Small(), "--out", Path("out"), "--quiet", "--resume", "--set", "runtime.mode=sequential", "--set",
                "runtime.threads=3", "--set", "runtime.edge-size=8")).Code.ShouldBe(0);
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
}

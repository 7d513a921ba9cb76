using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace FedPG.Cli.Tests;

/// <summary>Experiments that continue from the results of an earlier execution.</summary>
public class ResumeTests : Workspace
{
    /// <summary>Saves as often as possible.</summary>
    private static readonly string[] Saving = ["--set", "checkpoint.every=1", "--set", "checkpoint.interval=off"];

    /// <summary>Late updates, agents that leave and agents that are gone for good.</summary>
    private static readonly string[] Faults =
    [
        "--set", "faults.crash.probability=0.4", "--set", "faults.crash.max-restarts=2", "--set", "faults.straggler.speed-spread=0.5",
        "--set", "faults.dropout.probability=0.2", "--set", "server.quorum=0.6", "--set", "server.late-updates=next-round",
    ];

    [Theory]
    [InlineData("--resume")]
    [InlineData("--overwrite")]
    public async Task Temporary_files_of_a_killed_process_are_removed_wherever_they_are(string start)
    {
        string[] run = ["run", Small(), "--out", Path("out"), "--seeds", "0", "--set", "algorithm=rs-fedpg", "--quiet"];
        (await Tool.RunAsync(run)).Code.ShouldBe(0);

        // A new run was killed before it had a single whole file.
        Directory.CreateDirectory(Path("out", "never-began-seed1"));
        foreach (string folder in (string[])[".", "rs-fedpg-seed0", "tables", "never-began-seed1"])
        {
            await File.WriteAllTextAsync(Path("out", folder, $".summary.csv.{Guid.NewGuid():N}.tmp"), "half");
        }

        string mine = Path("out", "tables", ".mine.tmp");
        await File.WriteAllTextAsync(mine, "not a temporary file of this product");
        (await Tool.RunAsync([.. run, start])).Code.ShouldBe(0);
        Directory.GetFiles(Path("out"), ".*", SearchOption.AllDirectories).ShouldBe([mine]);
    }

    [Theory]
    [InlineData("sequential")]
    [InlineData("in-process")]
    public async Task A_run_that_is_resumed_from_a_checkpoint_has_the_bytes_of_a_whole_one(string mode)
    {
        string[] settings =
        [
            "--set", $"runtime.mode={mode}", "--set", "algorithm=rs-fedpg", "--set", "diagnostics.lojasiewicz=true", "--seeds", "0..1",
            "--quiet", .. Saving,
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
    [InlineData("every=1", true)]
    [InlineData("every=4", true)]
    [InlineData("every=4", false)]
    public async Task A_finished_run_is_given_more_rounds_and_has_the_bytes_of_one_that_had_them_from_the_start(string every, bool saves)
    {
        // The last of six rounds is scored only because it is the last: with every = 4 a run of eleven does not score it.
        string[] settings = ["--quiet", "--set", $"evaluation.{every}", .. Faults, .. saves ? Saving : []];
        (await Tool.RunAsync(["run", Small(), "--out", Path("whole"), "--set", "rounds=11", .. settings])).Code.ShouldBe(0);
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), .. settings])).Code.ShouldBe(0);
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", "--set", "rounds=11", .. settings]);
        resumed.Code.ShouldBe(0, resumed.Error);
        SameFiles("out", "whole", "s-fedpg-seed0");
        Summary("out").ShouldBe(Summary("whole"));
    }

    [Fact]
    public async Task Fewer_rounds_are_refused_and_nothing_is_touched()
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", .. Saving])).Code.ShouldBe(0);
        string before = Everything();
        var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", "--set", "rounds=5", .. Saving]);
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain("found run 's-fedpg-seed0' of 6 rounds; accepted: at least 6 rounds, or --overwrite");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task Seeds_and_variants_are_added_and_none_is_left_behind()
    {
        string one = Variants("one", "  one { algorithm = s-fedpg }"),
            more = Variants("more", "  one { algorithm = s-fedpg }\n  two { algorithm = rs-fedpg }");
        (await Tool.RunAsync("run", one, "--out", Path("out"), "--quiet", "--seeds", "1,2")).Code.ShouldBe(0);
        var written = File.GetLastWriteTimeUtc(Path("out", "one-seed1", "rounds.csv"));
        var added = await Tool.RunAsync("run", more, "--out", Path("out"), "--quiet", "--seeds", "0..3", "--resume");
        added.Code.ShouldBe(0, added.Error);
        JsonElement.Parse(await File.ReadAllTextAsync(Path("out", "summary.json"))).GetProperty("runs").GetArrayLength().ShouldBe(8);
        File.GetLastWriteTimeUtc(Path("out", "one-seed1", "rounds.csv")).ShouldBe(written);

        string before = Everything();
        string[][] others = [["run", more, "--seeds", "0..2"], ["run", more, "--seeds", "7,8"], ["run", one, "--seeds", "0..3"]];
        foreach (string[] other in others)
        {
            var refused = await Tool.RunAsync([.. other, "--out", Path("out"), "--quiet", "--resume"]);
            refused.Code.ShouldBe(2, refused.Error);
            refused.ErrorLines.Single()
                .ShouldContain(
                    "which this experiment does not have; accepted: at least the variants and seeds that the folder has, or --overwrite");
        }

        Everything().ShouldBe(before);
    }

    [Theory]
    [InlineData("rounds.csv", true)]
    [InlineData("rounds.csv", false)]
    [InlineData("timings.csv", true)]
    [InlineData("policy.json", true)]
    [InlineData("policy.json", false)]
    public async Task A_finished_run_that_lost_a_file_or_a_part_of_one_is_restored_or_repeated(string file, bool saves)
    {
        string[] settings = ["--set", "evaluation.every=4", .. Faults, .. saves ? Saving : []];
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), .. settings])).Code.ShouldBe(0);
        string[] whole = [.. Contents("out", "s-fedpg-seed0"), Summary("out")];
        foreach (bool isDeleted in (bool[])[true, false])
        {
            string path = Path("out", "s-fedpg-seed0", file);
            byte[] bytes = await File.ReadAllBytesAsync(path);
            if (isDeleted) File.Delete(path);
            else await File.WriteAllBytesAsync(path, bytes[..^9]);
            var resumed = await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--resume", .. settings]);
            resumed.Code.ShouldBe(0, resumed.Error);
            resumed.Error.ShouldContain($"s-fedpg-seed0: {file} is not as the run left it");
            if (saves) File.ReadAllBytes(path).ShouldBe(bytes);
            ((string[])[.. Contents("out", "s-fedpg-seed0"), Summary("out")]).ShouldBe(whole);
        }
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

    [Theory]
    [InlineData(".fedpg-lock")]
    [InlineData(".fedpg-lock", ".experiment.conf.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData(".fedpg-lock", "experiment.conf")]
    [InlineData(".fedpg-lock", "experiment.conf", ".provenance.json.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData(".fedpg-lock", ".fedpg-replacing", "summary.json")]
    public async Task An_experiment_that_was_killed_at_its_beginning_continues_from_there(params string[] left)
    {
        Directory.CreateDirectory(Path("out"));
        foreach (string file in left) await File.WriteAllTextAsync(Path("out", file), "{ torn");
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--resume"))
            .ShouldSatisfyAllConditions(run => run.Code.ShouldBe(0, run.Error));
        (await Tool.RunAsync("run", Small(), "--out", Path("whole"), "--quiet")).Code.ShouldBe(0);
        SameFiles("out", "whole", "s-fedpg-seed0");
        Directory.GetFiles(Path("out"), ".*").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_experiment_that_was_killed_while_it_replaced_another_is_begun_and_the_other_is_gone()
    {
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--quiet", "--set", "algorithm=rs-fedpg", .. Saving])).Code.ShouldBe(0);
        File.Delete(Path("out", "experiment.conf"));
        await File.WriteAllTextAsync(Path("out", ".fedpg-replacing"), "");
        var resumed = await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--resume");
        resumed.Code.ShouldBe(0, resumed.Error);
        Directory.Exists(Path("out", "rs-fedpg-seed0")).ShouldBeFalse();
        File.Exists(Path("out", "checkpoints.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_that_no_experiment_wrote_are_still_refused()
    {
        Directory.CreateDirectory(Path("out"));
        await File.WriteAllTextAsync(Path("out", "thesis.tex"), "");
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--resume")).ErrorLines.Single()
            .ShouldContain("found files that no experiment wrote");
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

    private string Variants(string file, string variants) =>
        Write(
            $"{file}.conf",
            SmallExperiment.Replace("  rounds = 6", $"  rounds = 6\n  variants {{\n{variants}\n  }}", StringComparison.Ordinal));

    /// <summary>The state of a folder during a run.</summary>
    private static async Task Unmark(string file)
    {
        string fingerprint = JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("fingerprint").GetString()!;
        await File.WriteAllTextAsync(file, $$"""{"fingerprint":"{{fingerprint}}"}""");
    }

    /// <summary>The files that do not depend on the clock.</summary>
    private IEnumerable<string> Contents(string folder, string run) => ((string[])["rounds.csv", "diagnostics.csv", "policy.json"])
        .Where(file => File.Exists(Path(folder, run, file))).Select(file => $"{file}: {File.ReadAllText(Path(folder, run, file))}");

    private void SameFiles(string folder, string other, string run) => Contents(folder, run).ShouldBe(Contents(other, run));

    private string Everything() =>
        string.Join('\n', Directory.GetFiles(Path("out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));

    /// <summary>The summary without wall-clock times.</summary>
    private string Summary(string folder) =>
        string.Join(
            '\n',
            File.ReadLines(Path(folder, "summary.json"))
                .Where(
                    line => !line.Contains("elapsed", StringComparison.Ordinal) && !line.Contains("PerSecond", StringComparison.Ordinal)));
}

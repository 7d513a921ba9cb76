namespace FedPG.Cli.Tests;

/// <summary>Folders that a killed process left behind, or that have lost files since.</summary>
public class ResumeFromRemainsTests : Resuming
{
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
    [InlineData("rounds.csv", true)]
    [InlineData("rounds.csv", false)]
    [InlineData("timings.csv", true)]
    [InlineData("policy.json", true)]
    [InlineData("policy.json", false)]
    [InlineData("best-policy.json", true)]
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
            resumed.Error.ShouldContain($"s-fedpg-seed0: {file} is missing or was changed");
            if (saves) File.ReadAllBytes(path).ShouldBe(bytes);
            ((string[])[.. Contents("out", "s-fedpg-seed0"), Summary("out")]).ShouldBe(whole);
        }
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
}

using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>Finished experiments that are given more rounds, seeds or variants.</summary>
public class ResumeWithMoreTests : Resuming
{
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

    private string Variants(string file, string variants) =>
        Write(
            $"{file}.conf",
            SmallExperiment.Replace("  rounds = 6", $"  rounds = 6\n  variants {{\n{variants}\n  }}", StringComparison.Ordinal));
}

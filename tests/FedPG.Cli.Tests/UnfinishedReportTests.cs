using System.Text.Json.Nodes;

namespace FedPG.Cli.Tests;

/// <summary>Reports of folders whose experiment has not ended, or of several.</summary>
public class UnfinishedReportTests : Workspace
{
    [Fact]
    public async Task An_interrupted_experiment_has_a_page_of_the_results_so_far()
    {
        await BreakOffAsync();
        var report = await Tool.RunAsync("report", Path("out"));
        report.Code.ShouldBe(0, report.Error);
        const string State = "small was interrupted: 1 of 3 runs have ended, 1 is incomplete, 1 has no rows yet. "
            + "The same command with --resume continues it.";
        report.Output.ShouldContain($"note: {State}");
        report.Output.ShouldContain("1 of 2");
        string page = await File.ReadAllTextAsync(Path("out", "report.html"));
        page.ShouldContain($"""<p class="unfinished">{State}</p>""");
        page.Split("<dt>best</dt>").Length.ShouldBe(3, "the ended run and the incomplete one");
        report.Output.ShouldContain("1 of 2 runs unfinished: round 5 of 6; only finished seeds are counted.");
        page.ShouldContain("""<span class="state">unfinished: round 5 of 6</span>""");
        page.ShouldContain("Not begun: seed 2.");

        // A report changes no record: what it shows can be resumed.
        (await Tool.RunAsync("run", Path("small.conf"), "--seeds", "0..2", "--out", Path("out"), "--resume", "--quiet")).Code.ShouldBe(0);
        (await Tool.RunAsync("report", Path("out"))).Output.ShouldNotContain("interrupted");
    }

    [Fact]
    public async Task A_folder_that_is_written_to_is_marked_as_running()
    {
        await BreakOffAsync();
        using var writer = new FileStream(Path("out", ".fedpg-lock"), FileMode.Create, FileAccess.Write, FileShare.None);
        (await Tool.RunAsync("report", Path("out"))).Output.ShouldContain("note: small is still running: 1 of 3 runs have ended");
    }

    [Fact]
    public async Task A_folder_without_a_scored_round_is_one_line()
    {
        await BreakOffAsync();
        foreach (string run in Directory.GetDirectories(Path("out"))) Directory.Delete(run, recursive: true);
        var report = await Tool.RunAsync("report", Path("out"));
        report.Code.ShouldBe(2);
        report.ErrorLines.Single().ShouldContain("an experiment without a scored round");
    }

    [Fact]
    public async Task Several_folders_have_a_page_of_their_own()
    {
        foreach (string name in (string[])["a", "b"])
            (await Tool.RunAsync("run", Small(), "--out", Path(name), "--quiet")).Code.ShouldBe(0);
        string[] before = [.. ((string[])["a", "b"]).Select(name => File.ReadAllText(Path(name, "report.html")))];
        var report = await Tool.RunAsync("report", Path("a"), Path("b"));
        report.Code.ShouldBe(0, report.Error);
        report.Output.ShouldContain($"written to {Path("a", "comparison.html")}");
        File.Exists(Path("a", "comparison.html")).ShouldBeTrue();
        ((string[])["a", "b"]).Select(name => File.ReadAllText(Path(name, "report.html"))).ShouldBe(before);
    }

    [Fact]
    public async Task Several_files_say_which_one_runs_and_get_an_index()
    {
        string other = Write("other.conf", SmallExperiment.Replace("name = small", "name = other", StringComparison.Ordinal));
        var tool = await Tool.RunAsync("run", Small(), other, "--out", Path("both"));
        tool.Code.ShouldBe(0, tool.Error);
        tool.ErrorLines.ShouldContain("small (1 of 2)");
        tool.ErrorLines.ShouldContain("other (2 of 2)");
        string index = await File.ReadAllTextAsync(Path("both", "index.html"));
        foreach (string name in (string[])["small", "other"]) index.ShouldContain($"""<a href="{name}/report.html">{name}</a>""");
    }

    /// <summary>Three seeds: one has ended, one was cut off in the middle of a row, one had not begun.</summary>
    private async Task BreakOffAsync()
    {
        (await Tool.RunAsync("run", Small(), "--seeds", "0..2", "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        File.Delete(Path("out", "summary.json"));
        string mark = Path("out", "s-fedpg-seed1", "run.json"), rounds = Path("out", "s-fedpg-seed1", "rounds.csv");
        string text = await File.ReadAllTextAsync(mark);
        var fingerprint = JsonNode.Parse(text)!["fingerprint"]!.DeepClone();
        await File.WriteAllTextAsync(mark, new JsonObject { ["format"] = "fedpg-run/2", ["fingerprint"] = fingerprint }.ToJsonString());
        await File.WriteAllTextAsync(rounds, (await File.ReadAllTextAsync(rounds))[..^20]);
        Directory.Delete(Path("out", "s-fedpg-seed2"), recursive: true);
    }
}

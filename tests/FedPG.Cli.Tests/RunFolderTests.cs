namespace FedPG.Cli.Tests;

/// <summary>The files and folders that <c>run</c> writes, replaces and leaves alone.</summary>
public class RunFolderTests : Workspace
{
    [Fact]
    public async Task A_run_writes_its_files_and_prints_a_table()
    {
        var tool = await Tool.RunAsync("run", Small(), "--seeds", "0..1", "--out", Path("out"));
        tool.Code.ShouldBe(0);
        tool.Output.ShouldContain("final objective");
        tool.Output.ShouldContain("s-fedpg");
        tool.Error.ShouldBeEmpty();
        Directory.GetFileSystemEntries(Path("out")).Select(System.IO.Path.GetFileName).ShouldBe(
            [
                "drift.png", "drift.svg", "experiment.conf", "gap.png", "gap.svg", "objective.png", "objective.svg", "policies.png",
                "policies.svg",
                "provenance.json", "report.html", "s-fedpg-seed0", "s-fedpg-seed1", "summary.csv", "summary.json", "tables",
                "experiment.json", "rounds.csv",
            ],
            ignoreOrder: true);
        Directory.GetFileSystemEntries(Path("out", "s-fedpg-seed0")).Select(System.IO.Path.GetFileName)
            .ShouldBe(
                ["best-policy.json", "best-policy.npz", "policy.json", "policy.npz", "rounds.csv", "run.json", "timings.csv"],
                ignoreOrder: true);
        string[] rows = File.ReadAllLines(Path("out", "s-fedpg-seed0", "rounds.csv"));
        rows[0].ShouldStartWith("round,objective,");
        rows[1..].Select(row => row.Split(',')[0]).ShouldBe(["0", "1", "2", "3", "4", "5", "6"]);
    }

    [Fact]
    public async Task Several_files_get_a_folder_each_and_one_report()
    {
        string other = Write("other.conf", SmallExperiment.Replace("name = small", "name = other", StringComparison.Ordinal));
        (await Tool.RunAsync("run", Small(), other, "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        var report = await Tool.RunAsync("report", Path("out", "small"), Path("out", "other"), "--out", Path("both.html"));
        report.Code.ShouldBe(0, report.Error);
        report.Output.ShouldContain("small: s-fedpg");
        report.Output.ShouldContain("other: s-fedpg");
        File.ReadAllText(Path("both.html")).ShouldContain("small and other");
    }

    [Fact]
    public async Task Overwrite_replaces_an_experiment_and_nothing_else()
    {
        string small = Small();
        (await Tool.RunAsync("run", small, "--out", Path("out"), "--quiet", "--seeds", "0..1")).Code.ShouldBe(0);
        (await Tool.RunAsync("run", small, "--out", Path("out"), "--quiet")).Code.ShouldBe(2);
        Directory.Exists(Path("out", "s-fedpg-seed1")).ShouldBeTrue();
        (await Tool.RunAsync("run", small, "--out", Path("out"), "--quiet", "--overwrite")).Code.ShouldBe(0);
        Directory.Exists(Path("out", "s-fedpg-seed1")).ShouldBeFalse();

        Directory.CreateDirectory(Path("mine"));
        File.WriteAllText(Path("mine", "thesis.txt"), "years");
        var refused = await Tool.RunAsync("run", small, "--out", Path("mine"), "--quiet", "--overwrite");
        refused.Code.ShouldBe(2);
        refused.ErrorLines.Single().ShouldContain("files that no experiment wrote");
        File.ReadAllText(Path("mine", "thesis.txt")).ShouldBe("years");
    }

    [Fact]
    public async Task Overwrite_keeps_another_experiment_inside_the_folder()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        (await Tool.RunAsync("run", Small(), "--out", Path("out", "inner"), "--quiet")).Code.ShouldBe(0);
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--overwrite")).Code.ShouldBe(0);
        File.Exists(Path("out", "inner", "s-fedpg-seed0", "rounds.csv")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_report_can_be_made_again()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        File.Delete(Path("out", "report.html"));
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        File.Exists(Path("out", "report.html")).ShouldBeTrue();
    }

    [Fact]
    public async Task Parquet_files_are_written_beside_the_csv_files_on_request()
    {
        string[] names(string folder) =>
        [
            .. Directory.GetFiles(Path(folder), "*.parquet", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Path(folder), file)),
        ];
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--format", "parquet")).Code.ShouldBe(0);
        names("out").ShouldBe(
            ["summary.parquet", "rounds.parquet", "s-fedpg-seed0/rounds.parquet", "s-fedpg-seed0/timings.parquet"], ignoreOrder: true);
        File.Exists(Path("out", "s-fedpg-seed0", "rounds.csv")).ShouldBeTrue();
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--format", "csv", "--overwrite")).Code.ShouldBe(0);
        names("out").ShouldBeEmpty();
        var refused = await Tool.RunAsync("run", Small(), "--out", Path("other"), "--format", "xlsx");
        refused.Code.ShouldBe(2);
        refused.ErrorLines.Single().ShouldContain("--format: found 'xlsx'; accepted: csv, parquet or tensorboard");
        Directory.Exists(Path("other")).ShouldBeFalse();
    }

    [Fact]
    public async Task Event_files_are_written_on_request_by_run_and_again_by_report()
    {
        string run = Path("out", "s-fedpg-seed0"), events = System.IO.Path.Combine(run, "events.out.tfevents.0.fedpg");
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--format", "parquet,tensorboard")).Code.ShouldBe(0);
        byte[] written = File.ReadAllBytes(events);
        File.Exists(System.IO.Path.Combine(run, "rounds.parquet")).ShouldBeTrue();
        File.Delete(events);
        (await Tool.RunAsync("report", Path("out"), "--format", "csv", "--format", "tensorboard")).Code.ShouldBe(0);
        File.ReadAllBytes(events).ShouldBe(written);
    }

    [Fact]
    public async Task Progress_as_JSON_ends_with_all_rounds_and_leaves_the_folder_as_without()
    {
        var tool = await Tool.RunAsync("run", Small(), "--out", Path("out"), "--progress", "json");
        tool.Code.ShouldBe(0, tool.Error);
        tool.ErrorLines[^1].ShouldContain("\"runsEnded\":1,\"rounds\":6,\"roundsDone\":6,");
        File.Exists(Path("out", "status.json")).ShouldBeFalse();
        foreach (string[] bad in (string[][])[["--progress", "xml"], ["--progress", "json", "--quiet"]])
            (await Tool.RunAsync(["run", Small(), "--out", Path("other"), .. bad])).Code.ShouldBe(2);
        Directory.Exists(Path("other")).ShouldBeFalse();
    }

    [Fact]
    public async Task Overwriting_removes_the_figures_that_no_longer_apply()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--set", "server.deadline=1")).Code.ShouldBe(0);
        string[] figures = [Path("out", "participation.png"), Path("out", "participation.svg"), Path("out", "objective-time.svg")];
        foreach (string figure in figures) File.Exists(figure).ShouldBe(!figure.Contains("time", StringComparison.Ordinal), figure);
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--overwrite")).Code.ShouldBe(0);
        foreach (string figure in figures) File.Exists(figure).ShouldBeFalse(figure);
    }
}

using FedPG.Experiments.Presentation;
using FedPG.Experiments.Records;
using FedPG.Federation;
using FedPG.Tool.Output;
using Microsoft.Extensions.Time.Testing;

namespace FedPG.Cli.Tests;

/// <summary><c>fedpg watch</c> before, during and after an experiment.</summary>
public class WatchTests : Workspace
{
    private const string Refresh = "<meta http-equiv=\"refresh\" content=\"2\"/>";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _written = new();
    private TimeSpan _cost;

    [Fact]
    public async Task A_folder_is_watched_from_before_its_first_round_until_all_runs_have_ended()
    {
        (await Tool.RunAsync("run", Small(), "--seeds", "0..1", "--out", Path("done"), "--quiet")).Code.ShouldBe(0);
        var watch = Watch();
        Step(watch).ShouldContain("Not begun: the folder does not exist yet.");
        Page.ShouldContain(Refresh);

        // The page in the folder is no reason for `run` to refuse it. Then it has begun: locked, without rows.
        Directory.CreateDirectory(Path("out"));
        File.Copy(Path("page.html"), Path("out", "watch.html"));
        (await Tool.RunAsync("run", Small(), "--seeds", "0..1", "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        File.Exists(Path("out", "watch.html")).ShouldBeTrue();
        foreach (string record in Directory.GetFileSystemEntries(Path("out")))
        {
            if (record.EndsWith(".conf", StringComparison.Ordinal)) continue;
            if (Directory.Exists(record)) Directory.Delete(record, recursive: true);
            else File.Delete(record);
        }

        var writer = Lock();
        Status("training", rounds: 0);
        Step(watch).ShouldContain("No round has been scored yet.");
        _lines.ShouldBe(["waiting for the first scored round"]);

        // One of two runs has rows, the last of them not whole.
        Copy("s-fedpg-seed0");
        File.WriteAllText(Path("out", "s-fedpg-seed0", "run.json"), """{"format": "fedpg-run/2", "fingerprint": "x"}""");
        string rounds = Path("out", "s-fedpg-seed0", "rounds.csv");
        File.WriteAllText(rounds, File.ReadAllText(rounds)[..^20]);
        Status("training", rounds: 5);
        string page = Step(watch);
        page.ShouldContain("5 of 12 rounds; 10 s so far, about 14 s left; 1.5 k steps/s.");
        page.ShouldContain("The records as they were at 2025-01-02 03:04:05 UTC.");
        page.ShouldContain("unfinished: round 5 of 6");
        page.ShouldContain("In progress: s-fedpg-seed0 (round 5 of 6, J = 1.5000).");
        page.ShouldContain("<th scope=\"row\">127.0.0.1:4054</th><td class=\"number\">2</td><td class=\"number\">3</td>");
        page.ShouldContain("does not answer");
        page.ShouldContain(Refresh);
        page.ShouldContain("id=\"figure-objective\"");

        // Between two pages of the records, the page has the present state.
        Status("training", rounds: 6);
        _clock.Advance(Period);
        watch.TryRenew().ShouldBeTrue();
        Page.ShouldContain("6 of 12 rounds; 10 s so far");
        Page.ShouldContain("The records as they were at 2025-01-02 03:04:05 UTC.");
        Page.Split("figure-objective").Length.ShouldBe(page.Split("figure-objective").Length);

        // Killed: the lock is gone, the status is that of a dead process.
        await writer.DisposeAsync();
        watch.TryRenew().ShouldBeFalse();
        Step(watch).ShouldContain(" was interrupted: ");
        Page.ShouldNotContain("127.0.0.1:4054");

        Directory.Delete(Path("out"), recursive: true);
        Directory.Move(Path("done"), Path("out"));
        watch.Step(_lines.Add).ShouldBeTrue();
        Page.ShouldNotContain("http-equiv");
        Page.ShouldNotContain(" was interrupted: ");
        _lines.ShouldBe(["waiting for the first scored round", "running", "interrupted; waiting until it is resumed", "finished"]);
    }

    [Fact]
    public async Task After_an_interruption_of_the_watch_the_page_no_longer_loads_itself_again()
    {
        using var ending = new CancellationTokenSource();
        var watching = Watch().RunAsync(_lines.Add, ending.Token);
        await _written.Task;
        Page.ShouldContain(Refresh);
        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watching);
        Page.ShouldNotContain("http-equiv");
    }

    [Fact]
    public void Pages_that_cost_much_are_made_less_often()
    {
        SmallRows();
        var watch = Watch();
        _cost = TimeSpan.FromSeconds(4);
        Step(watch).ShouldContain("figure-objective");
        watch.Pause.ShouldBe(Period, "The first page is free.");

        // Half a second is free as well; then 0.75 % of two cores is allowed.
        _cost += TimeSpan.FromSeconds(0.5);
        watch.Pause.ShouldBe(Period);
        _cost += TimeSpan.FromSeconds(0.3);
        watch.Pause.ShouldBe(TimeSpan.FromSeconds(20));
        _clock.Advance(TimeSpan.FromSeconds(15));
        watch.Pause.ShouldBe(TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(20));
        watch.Pause.ShouldBe(Period);
    }

    [Fact]
    public async Task Once_writes_the_page_of_a_finished_folder_and_of_one_that_is_not_there()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        var watch = await Tool.RunAsync("watch", Path("out"));
        watch.Code.ShouldBe(0, watch.Error);
        watch.Output.ShouldBe($"written to {Path("out", "watch.html")}\n");
        watch.ErrorLines.ShouldBe([$"{Path("out")}: finished"]);
        File.ReadAllText(Path("out", "watch.html")).ShouldContain("id=\"figure-objective\"");

        var once = await Tool.RunAsync("watch", Path("none"), "--once", "--out", Path("page.html"));
        once.Code.ShouldBe(0, once.Error);
        Directory.Exists(Path("none")).ShouldBeFalse();
        Page.ShouldContain("the folder does not exist yet");
    }

    [Fact]
    public async Task What_cannot_be_watched_is_one_line()
    {
        Directory.CreateDirectory(Path("mine"));
        File.WriteAllText(Path("mine", "thesis.txt"), "years");
        (string[] Arguments, string Expected)[] bad =
        [
            ([Path("mine")], "found files that no experiment wrote; accepted: a folder of `fedpg run`, an empty one or none yet"),
            ([Write("a.txt", "")], "found a file; accepted: a folder"),
            ([Path("none"), "--every", "0.5s"], "--every: found '0.5s'; accepted: a time from 1s to 1d, such as 5s or 1m"),
            ([Path("none"), "--every", "soon"], "--every: found 'soon'; accepted: a time"),
            ([Path("none"), "--out", Path("mine")], "found a folder; accepted: a file to write the page to"),
        ];
        foreach (var (arguments, expected) in bad)
        {
            var tool = await Tool.RunAsync(["watch", .. arguments]);
            tool.Code.ShouldBe(2, tool.Error);
            tool.ErrorLines.Single().ShouldContain(expected);
        }

        Directory.GetFileSystemEntries(Path("mine")).Length.ShouldBe(1);
        Directory.Exists(Path("none")).ShouldBeFalse();
    }

    private FolderWatch Watch() => new(
        () => WatchedFolder.Read(Path("out"), FederationCatalogue.Default, _clock.GetUtcNow()),
        (watched, refresh) =>
        {
            File.WriteAllText(Path("page.html"), watched.Page(Path(), refresh));
            _written.TrySetResult();
        },
        Period,
        _clock,
        () => _cost,
        cores: 2);

    private string Page => File.ReadAllText(Path("page.html"));

    private string Step(FolderWatch watch)
    {
        watch.Step(_lines.Add).ShouldBeFalse();
        return Page;
    }

    /// <summary>An interrupted experiment without a run of its tool: its configuration, and a run of three rows.</summary>
    private void SmallRows()
    {
        Directory.CreateDirectory(Path("out", "s-fedpg-seed0"));
        File.WriteAllText(Path("out", "experiment.conf"), SmallExperiment);
        string header = RoundsFile.Header, zeros = string.Concat(Enumerable.Repeat(",0", header.Count(c => c == ',') - 1));
        string rows = string.Concat(Enumerable.Range(0, 3).Select(round => $"{round},{round}{zeros}\n"));
        File.WriteAllText(Path("out", "s-fedpg-seed0", "rounds.csv"), $"{header}\n{rows}");
    }

    private FileStream Lock() => new(Path("out", ".fedpg-lock"), FileMode.Create, FileAccess.Write, FileShare.None);

    private void Copy(string run)
    {
        Directory.CreateDirectory(Path("out", run));
        foreach (string file in Directory.GetFiles(Path("done", run)))
            File.Copy(file, Path("out", run, System.IO.Path.GetFileName(file)));
    }

    private void Status(string phase, int rounds) => File.WriteAllText(Path("out", "status.json"), $$"""
        {"format": "fedpg-status/1", "experiment": "small", "phase": "{{phase}}", "time": "2025-01-02T03:04:09Z", "elapsedSeconds": 10,
         "remainingSeconds": 14, "runs": 2, "runsEnded": 0, "rounds": 12, "roundsDone": {{rounds}}, "environmentStepsPerSecond": 1500,
         "running": [{"run": "s-fedpg-seed0", "round": {{rounds}}, "rounds": 6, "objective": 1.5}],
         "nodes": [{"address": "127.0.0.1:4054", "cores": 2, "edges": 3, "reachable": false}]}
        """);
}

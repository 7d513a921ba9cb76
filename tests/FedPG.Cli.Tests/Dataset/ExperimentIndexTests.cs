using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using FedPG.Actors.Cluster;
using FedPG.Experiments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Cli.Tests.Dataset;

/// <summary><c>experiment.json</c>, and the types of settings in <c>summary.json</c>.</summary>
public class ExperimentIndexTests : Workspace
{
    private const string Swept = """
        fedpg {
          name = swept
          rounds = 2
          agents = 4
          environment.type = synthetic
          local.horizon = 5
          evaluation.references = none
          sweep {
            "local.steps" = [1, 02]
            "local.step-size" = [.5, 1e-2]
            "server.deadline" = [none]
            "algorithm" = [s-fedpg]
            "diagnostics.lojasiewicz" = [off]
          }
        }
        """;

    [Fact]
    public async Task Settings_have_the_JSON_types_of_their_options()
    {
        (await Tool.RunAsync("run", Write("swept.conf", Swept), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        const string Expected = """[2,0.5,"none","s-fedpg",false]""";
        var summary = JsonNode.Parse(File.ReadAllText(Path("out", "summary.json")))!;
        new JsonArray([.. summary["runs"]![2]!["sweep"]!.AsArray().Select(value => value!["value"]!.DeepClone())]).ToJsonString()
            .ShouldBe(Expected);
        var index = JsonNode.Parse(File.ReadAllText(Path("out", "experiment.json")))!;
        new JsonArray([.. index["runs"]![2]!["settings"]!.AsObject().Select(value => value.Value!.DeepClone())]).ToJsonString()
            .ShouldBe(Expected);
        index["sweep"]!.AsArray().Select(setting => $"{setting!["setting"]} {setting["type"]}").ShouldBe(
        [
            "local.steps integer", "local.step-size number", "server.deadline number", "algorithm string",
            "diagnostics.lojasiewicz boolean",
        ]);
        File.ReadLines(Path("out", "rounds.csv")).First()
            .ShouldStartWith("run,variant,algorithm,seed,local.steps,local.step-size,server.deadline,diagnostics.lojasiewicz,round,");
    }

    [Fact]
    public async Task An_experiment_that_begins_has_the_file_of_its_plan()
    {
        JsonNode? plan = null;
        var environments = new EnvironmentCache(ExperimentCatalogue.Default);
        var experiment = new ExperimentReader(ExperimentCatalogue.Default, environments).Read(Write("swept.conf", Swept));
        using var folder = ExperimentPipeline.Claim(Path("out"), ExperimentStart.New);
        await ExperimentPipeline.RunAsync(
            new ExperimentRunner(experiment, environments), folder, ProcessConfiguration.Default,
            Provenance.Current([], DateTimeOffset.UnixEpoch), new FirstRun(() => plan ??= Index()), CancellationToken.None);
        plan!["runs"]!.AsArray().Select(run => (string?)run!["status"]).ShouldBe(["planned", "planned", "planned", "planned"]);
        plan["sweep"]!.ToJsonString().ShouldBe(Index()["sweep"]!.ToJsonString());
        Index()["runs"]!.AsArray().Select(run => (string?)run!["status"]).Distinct().ShouldBe(["finished"]);

        JsonNode Index() => JsonNode.Parse(File.ReadAllText(Path("out", "experiment.json")))!;
    }

    [Fact]
    public async Task A_summary_with_strings_as_earlier_versions_wrote_them_is_reported_as_before()
    {
        (await Tool.RunAsync("run", Write("two.conf", TwoVariants), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        string table = (await Tool.RunAsync("report", Path("out"))).Output, summary = File.ReadAllText(Path("out", "summary.json"));
        string earlier = summary.Replace("\"value\": 1", "\"value\": \"1\"", StringComparison.Ordinal);
        earlier.ShouldNotBe(summary);
        File.WriteAllText(Path("out", "summary.json"), earlier);
        (await Tool.RunAsync("report", Path("out"))).Output.ShouldBe(table);

        File.WriteAllText(Path("out", "summary.json"), summary.Replace("\"value\": 1", "\"value\": [1]", StringComparison.Ordinal));
        var refused = await Tool.RunAsync("report", Path("out"));
        refused.Code.ShouldBe(2);
        refused.ErrorLines.Single().ShouldContain("summary.json");
    }

    [Fact]
    public async Task The_experiment_in_it_runs_again_to_the_same_rounds()
    {
        (await Tool.RunAsync("run", Write("two.conf", TwoVariants), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        string experiment = JsonNode.Parse(File.ReadAllText(Path("out", "experiment.json")))!["experiment"]!.ToJsonString();
        (await Tool.PipeAsync(experiment, "run", "-", "--out", Path("again"), "--quiet")).Code.ShouldBe(0);
        foreach (string name in (string[])["rounds.csv", "experiment.conf", "experiment.json"])
            File.ReadAllText(Path("again", name)).ShouldBe(File.ReadAllText(Path("out", name)), name);
    }

    [Fact]
    public async Task Every_run_has_a_folder_and_a_status()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--seeds", "0..2")).Code.ShouldBe(0);
        Statuses().ShouldBe(["s-fedpg-seed0 finished 6", "s-fedpg-seed1 finished 6", "s-fedpg-seed2 finished 6"]);

        foreach (string name in (string[])["summary.json", "s-fedpg-seed1/run.json"]) File.Delete(Path("out", name));
        Directory.Delete(Path("out", "s-fedpg-seed2"), recursive: true);
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        Statuses().ShouldBe(["s-fedpg-seed0 finished 6", "s-fedpg-seed1 interrupted 6", "s-fedpg-seed2 planned 0"]);

        using var writer = new FileStream(Path("out", ".fedpg-lock"), FileMode.Create, FileAccess.Write, FileShare.None);
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        Statuses()[1].ShouldBe("s-fedpg-seed1 running 6");
    }

    private string[] Statuses() =>
    [
        .. JsonElement.Parse(File.ReadAllText(Path("out", "experiment.json"))).GetProperty("runs").EnumerateArray()
            .Select(run => $"{run.GetProperty("folder")} {run.GetProperty("status")} {run.GetProperty("rounds")}"),
    ];

    /// <summary>Calls back when runs begin.</summary>
    private sealed class FirstRun(Action began) : IExperimentObserver
    {
        public void RoundScored(RunSpecification run, RoundReport report, long environmentSteps)
        {
        }

        public void RunBegan(RunSpecification run) => began();

        public void RunFound(RunSummary summary)
        {
        }

        public void RunEnded(RunSummary summary)
        {
        }

        public void Ending(Exception error)
        {
        }

        public void Damaged(RunSpecification run, string file)
        {
        }

        public void Waiting(string what)
        {
        }

        public void NodesChanged(ImmutableArray<NodeShare> nodes)
        {
        }
    }
}

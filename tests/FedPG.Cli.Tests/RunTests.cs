using System.Globalization;
using System.Text.Json;
using FedPG.Federation;

namespace FedPG.Cli.Tests;

public class RunTests : Workspace
{
    /// <summary>A variant for each algorithm, with its name: one report for all of them.</summary>
    private static readonly string EveryAlgorithm =
        $"variants {{\n{string.Concat(FederationCatalogue.Default.Algorithms.Select(name => $"{name} {{\nalgorithm = {name}\n}}\n"))}}}";

    [Theory]
    [InlineData("--variant b", "b")]
    [InlineData("--variant b a", "a,b")]
    [InlineData("--variant b --variant a", "a,b")]
    public async Task Variants_of_a_file_can_be_selected(string selection, string expected)
    {
        var tool = await Tool.RunAsync(
            ["run", Write("two.conf", TwoVariants), "--out", Path("out"), "--quiet", "--json", .. selection.Split(' ')]);
        tool.Code.ShouldBe(0, tool.Error);
        tool.Json.GetProperty("runs")
            .EnumerateArray()
            .Select(run => run.GetProperty("variant").GetString()!.Split(' ')[0])
            .Distinct()
            .ShouldBe(expected.Split(','));

        // What is written back is what ran.
        var again = await Tool.RunAsync("run", Path("out", "experiment.conf"), "--out", Path("again"), "--quiet", "--json");
        again.Json.GetProperty("runs").GetArrayLength().ShouldBe(tool.Json.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task A_setting_of_one_variant_can_be_set()
    {
        var tool = await Tool.RunAsync(
            "run", Write("two.conf", TwoVariants), "--out", Path("out"), "--quiet", "--json", "--set", "variants.a.algorithm=rs-fedpg",
            "--set", "sweep.local.steps=[3]");
        tool.Code.ShouldBe(0, tool.Error);
        tool.Json.GetProperty("runs")
            .EnumerateArray()
            .Select(run => $"{run.GetProperty("variant")}: {run.GetProperty("algorithm")}")
            .ShouldBe(
            [
                "a local.steps=3 local.batch=2: rs-fedpg", "a local.steps=3 local.batch=4: rs-fedpg", "b local.steps=3 local.batch=2: fedq",
                "b local.steps=3 local.batch=4: fedq",
            ]);
    }

    [Fact]
    public async Task The_largest_seed_is_one_run()
    {
        var tool = await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--json", "--seeds", $"{long.MaxValue}");
        tool.Code.ShouldBe(0, tool.Error);
        tool.Json.GetProperty("runs").EnumerateArray().Single().GetProperty("seed").GetInt64().ShouldBe(long.MaxValue);
    }

    /// <summary>Work of a run that has ended is still queued when the next one begins.</summary>
    [Fact]
    public async Task A_sweep_of_short_runs_with_partial_participation_on_several_threads_says_nothing()
    {
        var tool = await Tool.RunAsync(
            "run", Small(), "--out", Path("out"), "--quiet", "--set", "agents=20", "--set", "server.participation=0.5", "--set",
            $"sweep.local.steps=[{string.Join(',', Enumerable.Range(1, 30))}]", "--set", "runtime.threads=4", "--set",
            "evaluation.references=none");
        tool.Code.ShouldBe(0, tool.Error);
        tool.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_summary_has_the_stated_fields()
    {
        var tool = await Tool.RunAsync("run", Small(), "--out", Path("out"), "--json", "--quiet");
        tool.Error.ShouldBeEmpty();
        tool.Output.ShouldBe(File.ReadAllText(Path("out", "summary.json")));
        var run = tool.Json.GetProperty("runs")[0];
        run.GetProperty("run").GetString().ShouldBe("s-fedpg-seed0");
        run.GetProperty("variant").GetString().ShouldBe("s-fedpg");
        run.GetProperty("algorithm").GetString().ShouldBe("s-fedpg");
        run.GetProperty("seed").GetInt64().ShouldBe(0);
        run.GetProperty("rounds").GetInt32().ShouldBe(6);
        run.GetProperty("environmentSteps").GetInt64().ShouldBe(6 * 5 * 5 * 4 * 5);
        run.GetProperty("elapsedSeconds").GetDouble().ShouldBeGreaterThan(0);
        run.GetProperty("environmentStepsPerSecond").GetDouble().ShouldBeGreaterThan(0);
        double objective = run.GetProperty("objective").GetDouble();
        string[] rows = File.ReadAllLines(Path("out", "s-fedpg-seed0", "rounds.csv"));
        double.Parse(rows[^1].Split(',')[1], CultureInfo.InvariantCulture).ShouldBe(objective);
        var references = run.GetProperty("referenceValues");
        foreach (string value in (string[])["upperBound", "bestStationary", "bestDeterministic"])
            references.GetProperty(value).GetDouble().ShouldBeGreaterThan(objective);
    }

    [Fact]
    public async Task Rounds_of_every_algorithm_have_the_same_bytes_in_every_mode_with_any_threads_and_again()
    {
        string file = Write("every.conf", SmallExperiment.Replace(
            "runtime {", $"policy.period = 2\n{EveryAlgorithm}\nruntime {{", StringComparison.Ordinal));
        async Task<List<string>> RoundsAsync(string mode, int threads, string seed = "3")
        {
            string folder = Path(Guid.NewGuid().ToString("N"));
            var tool = await Tool.RunAsync(
                "run", file, "--out", folder, "--quiet", "--seeds", seed, "--set", $"fedpg.runtime.mode={mode}", "--set",
                $"fedpg.runtime.threads={threads}");
            tool.Code.ShouldBe(0, tool.Error);
            return [.. FederationCatalogue.Default.Algorithms.Select(
                algorithm => $"{algorithm}\n{File.ReadAllText(System.IO.Path.Combine(folder, $"{algorithm}-seed{seed}", "rounds.csv"))}")];
        }

        var reference = await RoundsAsync("sequential", 1);
        foreach (int threads in (int[])[1, 2, 8, 8]) (await RoundsAsync("in-process", threads)).ShouldBe(reference);
        (await RoundsAsync("in-process", 2, seed: "4")).Intersect(reference).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_written_policy_of_every_algorithm_evaluates_to_the_final_objective()
    {
        string mdp = System.IO.Path.Combine(Oracles, "challenging-mdp.mdp.json");
        string experiment = Write("own.conf", $$"""
            fedpg {
              name = own
              rounds = 3
              {{EveryAlgorithm}}
              policy.period = 2
              environment {
                type = file
                path = "{{mdp}}"
              }
            }
            """);
        (await Tool.RunAsync("run", experiment, "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        var runs = Summary("out").GetProperty("runs").EnumerateArray().ToList();
        runs.Count.ShouldBe(FederationCatalogue.Default.Algorithms.Count);
        foreach (var run in runs)
        {
            string algorithm = run.GetProperty("algorithm").GetString()!;
            double objective = run.GetProperty("objective").GetDouble();
            string[] policies = algorithm == "independent" ? ["policies/agent-0.json", "policies/agent-1.json"] : ["policy.json"];
            var values = new List<double>();
            foreach (string policy in policies)
            {
                string path = Path("out", $"{algorithm}-seed0", policy);
                var tool = await Tool.RunAsync("evaluate", "--mdp", mdp, "--policy", path, "--evaluation-distribution", "--json");
                tool.Code.ShouldBe(0, tool.Error);
                values.Add(tool.Json.GetProperty("objective").GetDouble());
            }

            values.Average().ShouldBe(objective, 1e-12 * objective, algorithm);
        }
    }

    [Fact]
    public async Task The_written_experiment_runs_again_to_the_same_bytes()
    {
        string quick = Write("again.conf", SmallExperiment.Replace("name = small", """
            name = again
            variants {
              plain {
              }
              bits {
                algorithm = b-rs-fedpg
              }
            }
            sweep {
              "local.steps" = [1, 2]
            }
            """, StringComparison.Ordinal));
        (await Tool.RunAsync("run", quick, "--out", Path("one"), "--quiet")).Code.ShouldBe(0);
        (await Tool.RunAsync("run", Path("one", "experiment.conf"), "--out", Path("two"), "--quiet")).Code.ShouldBe(0);
        string[] runs =
        [
            .. Directory.GetDirectories(Path("one")).Select(System.IO.Path.GetFileName).Where(name => name != "tables").Order()!,
        ];
        runs.ShouldBe(["bits-local.steps=1-seed0", "bits-local.steps=2-seed0", "plain-local.steps=1-seed0", "plain-local.steps=2-seed0"]);
        foreach (string run in runs)
        {
            File.ReadAllBytes(Path("two", run, "rounds.csv")).ShouldBe(File.ReadAllBytes(Path("one", run, "rounds.csv")));
        }
    }

    [Fact]
    public async Task Rounds_without_updates_and_agents_that_are_gone_are_noticed()
    {
        string[] notices(string folder) =>
            [.. Summary(folder).GetProperty("runs")[0].GetProperty("notices").EnumerateArray().Select(notice => notice.GetString()!)];
        string[] empty = ["--set", "faults.dropout.scheduled=[[0, 4, 2, 4]]", "--set", "evaluation.every=6"];
        (await Tool.RunAsync(["run", Small(), "--out", Path("empty"), "--quiet", .. empty])).Code.ShouldBe(0);
        notices("empty").ShouldBe(["3 of 6 rounds had no update and kept the parameters"]);

        string[] gone = ["--set", "faults.crash.probability=0.99", "--set", "faults.crash.max-restarts=0"];
        (await Tool.RunAsync(["run", Small(), "--out", Path("gone"), "--quiet", .. gone])).Code.ShouldBe(0);
        notices("gone").ShouldContain("agents gone for good: 5 of 5");
    }

    private JsonElement Summary(string folder) => JsonElement.Parse(File.ReadAllText(Path(folder, "summary.json")));
}

using System.Globalization;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>The policy of the round with the largest objective, beside the last one.</summary>
public class BestPolicyTests : Workspace
{
    /// <summary>With steps this long the objective rises and falls; it is largest after round 10.</summary>
    private static readonly string[] LongSteps = ["--set", "local.step-size=4", "--quiet"];

    private static readonly string[] Saving = ["--set", "checkpoint.every=1", "--set", "checkpoint.interval=off"];

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("b-rs-fedpg")]
    [InlineData("independent")]
    public async Task It_has_the_largest_objective_of_all_scored_rounds(string algorithm)
    {
        string mdp = System.IO.Path.Combine(Oracles, "challenging-mdp.mdp.json");
        string file = Write("own.conf", $"fedpg {{\n  environment {{\n    type = file\n    path = \"{mdp}\"\n  }}\n}}");
        (await Tool.RunAsync(["run", file, "--out", Path("out"), "--set", "rounds=24", "--set", $"algorithm={algorithm}", .. LongSteps]))
            .Code.ShouldBe(0);
        double[] objectives = Objectives("out", $"{algorithm}-seed0");
        var (best, round) = Best("out");
        best.ShouldBe(objectives.Max());
        round.ShouldBe(Array.IndexOf(objectives, best));
        round.ShouldBeLessThan(24);

        string[] policies = algorithm == "independent"
            ? [.. Enumerable.Range(0, 2).Select(i => $"best-policies/agent-{i}.json")]
            : ["best-policy.json"];
        var values = new List<double>();
        foreach (string policy in policies)
        {
            string path = Path("out", $"{algorithm}-seed0", policy);
            JsonElement.Parse(await File.ReadAllTextAsync(path)).GetProperty("round").GetInt32().ShouldBe(round);
            var evaluated = await Tool.RunAsync("evaluate", "--mdp", mdp, "--policy", path, "--evaluation-distribution", "--json");
            evaluated.Code.ShouldBe(0, evaluated.Error);
            values.Add(evaluated.Json.GetProperty("objective").GetDouble());
        }

        values.Average().ShouldBe(best, 1e-12 * best);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_row_that_only_the_last_round_has_counts_until_the_run_is_extended(bool saves)
    {
        string[] settings = ["--set", "evaluation.every=4", .. LongSteps, .. saves ? Saving : []];
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--set", "rounds=10", .. settings])).Code.ShouldBe(0);
        Best("out").Round.ShouldBe(10);
        string policy = await File.ReadAllTextAsync(Path("out", "s-fedpg-seed0", "best-policy.json"));

        // As if it had been killed at its end.
        File.Delete(Path("out", "s-fedpg-seed0", "run.json"));
        (await Tool.RunAsync(["run", Small(), "--out", Path("out"), "--set", "rounds=10", "--resume", .. settings])).Code.ShouldBe(0);
        Best("out").Round.ShouldBe(10);
        (await File.ReadAllTextAsync(Path("out", "s-fedpg-seed0", "best-policy.json"))).ShouldBe(policy);

        foreach (string[] start in (string[][])[["--out", Path("out"), "--resume"], ["--out", Path("whole")]])
            (await Tool.RunAsync(["run", Small(), "--set", "rounds=24", .. start, .. settings])).Code.ShouldBe(0);
        Best("out").Round.ShouldBe(8);
        Best("out").ShouldBe(Best("whole"));
        (await File.ReadAllTextAsync(Path("out", "s-fedpg-seed0", "best-policy.json")))
            .ShouldBe(await File.ReadAllTextAsync(Path("whole", "s-fedpg-seed0", "best-policy.json")));
    }

    private (double Objective, int Round) Best(string folder)
    {
        var run = JsonElement.Parse(File.ReadAllText(Path(folder, "summary.json"))).GetProperty("runs")[0];
        return (run.GetProperty("bestObjective").GetDouble(), run.GetProperty("bestRound").GetInt32());
    }

    private double[] Objectives(string folder, string run) =>
    [
        .. File.ReadLines(Path(folder, run, "rounds.csv")).Skip(1)
            .Select(row => double.Parse(row.Split(',')[1], CultureInfo.InvariantCulture)),
    ];
}

using System.Globalization;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>Experiments with continuous states, from the file to the records.</summary>
public class ControlRunTests : Workspace
{
    private const string Balanced = """
        fedpg {
          name = balanced
          rounds = 4
          agents = 3
          environment { type = cart-pole, pole-half-length = [0.5, 1.0] }
          algorithm = b-rs-fedpg
          policy.bits = 2
          entropy.threshold = none
          local { steps = 2, batch = 6, horizon = 40, baseline = mean }
          evaluation { every = 2, episodes = 8 }
        }
        """;

    [Fact]
    public async Task Records_have_standard_errors_returns_and_lengths_and_the_policy_its_settings()
    {
        var tool = await Tool.RunAsync("run", Write("b.conf", Balanced), "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(0, tool.Error);
        string[] lines = File.ReadAllLines(Path("out", "b-rs-fedpg-seed0", "rounds.csv"));
        string[] names = lines[0].Split(',');
        names[^5..].ShouldBe(["objectiveStandardError", "undiscountedReturn", "returnStandardError", "episodeLength", "endedFraction"]);
        double[] last = [.. lines[^1].Split(',')[^5..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        last[0].ShouldBeGreaterThan(0);
        last[1].ShouldBe(last[3], 1e-9); // A reward of 1 for each step.
        using var policy = JsonDocument.Parse(File.ReadAllText(Path("out", "b-rs-fedpg-seed0", "policy.json")));
        policy.RootElement.GetProperty("structure").GetString().ShouldBe("bits");
        policy.RootElement.GetProperty("policy").GetProperty("bits").GetInt32().ShouldBe(2);
        policy.RootElement.GetProperty("parameters").GetArrayLength().ShouldBe(3 * 2 * 5);
        (await Tool.RunAsync("report", Path("out"))).Code.ShouldBe(0);
        File.Exists(Path("out", "return.png")).ShouldBeTrue();
        string page = File.ReadAllText(Path("out", "report.html"));
        page.ShouldContain("undiscounted return against rounds");
        page.ShouldContain("One seed; shaded: 95 % interval of its sampled scores.");
        page.ShouldNotContain("Dashed: reference values.");
    }

    [Theory]
    [InlineData("chain-lqr", "dimensions = 2", "upperBound", -0.8304413398431)]
    [InlineData("chain-lqr", "dimensions = 2", "bestCommonLinear", -0.8304413398431)]
    [InlineData("product-servo", "dimensions = 2, target = [4, 5, 6]", "bestStationary", -0.339538849428959)]
    [InlineData("bit-bandit", "target = 0.3", "bestDeterministic", -0.01653061224489797)]
    public async Task Runs_are_compared_with_exact_values(string type, string constants, string name, double value)
    {
        string file = Write("exact.conf", $$"""
            fedpg {
              name = exact
              rounds = 1
              agents = 3
              environment { type = {{type}}, {{constants}} }
              algorithm = b-rs-fedpg
              policy.bits = 3
              entropy.threshold = none
              local { batch = 4, horizon = 20 }
              evaluation { episodes = 4 }
            }
            """);
        var tool = await Tool.RunAsync("run", file, "--out", Path("out"));
        tool.Code.ShouldBe(0, tool.Error);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path("out", "summary.json")));
        var run = summary.RootElement.GetProperty("runs")[0];
        run.GetProperty("referenceValues").GetProperty(name).GetDouble().ShouldBe(value, 1e-10);
        if (name != "upperBound")
        {
            string gap = $"gapTo{char.ToUpperInvariant(name[0])}{name[1..]}";
            run.GetProperty(gap).GetDouble().ShouldBe(value - run.GetProperty("objective").GetDouble(), 1e-10);
        }

        foreach (string column in (string[])["objectiveStandardError", "undiscountedReturn", "returnStandardError", "episodeLength"])
            double.IsFinite(run.GetProperty(column).GetDouble()).ShouldBeTrue();
        string table = File.ReadLines(Path("out", "tables", "results.csv")).First();
        table.ShouldContain("standard error");
        table.Contains("gap to best common linear", StringComparison.Ordinal).ShouldBe(type == "chain-lqr");
        table.Contains("gap to best stationary", StringComparison.Ordinal).ShouldBe(type != "chain-lqr");
        File.ReadAllText(Path("out", "report.html")).ShouldContain("Reference values");
    }

    [Fact]
    public async Task A_run_of_more_rounds_continues_with_the_same_bytes()
    {
        string file = Write("b.conf", Balanced);
        (await Tool.RunAsync("run", file, "--out", Path("whole"), "--quiet", "--set", "fedpg.rounds=8")).Code.ShouldBe(0);
        string[] checkpoints = ["--set", "fedpg.checkpoint.every=2"];
        (await Tool.RunAsync(["run", file, "--out", Path("parts"), "--quiet", .. checkpoints])).Code.ShouldBe(0);
        string[] more = ["run", file, "--out", Path("parts"), "--quiet", "--resume", "--set", "fedpg.rounds=8", .. checkpoints];
        (await Tool.RunAsync(more)).Code.ShouldBe(0);
        foreach (string name in (string[])["rounds.csv", "policy.json", "best-policy.json"])
        {
            File.ReadAllText(Path("parts", "b-rs-fedpg-seed0", name)).ShouldBe(File.ReadAllText(Path("whole", "b-rs-fedpg-seed0", name)));
        }
    }

    [Fact]
    public async Task Records_of_agents_agree_with_the_rounds_and_are_the_same_on_threads()
    {
        string[] recorded = ["run", Write("b.conf", Balanced), "--quiet", "--set", "fedpg.diagnostics.agents-every=2"];
        foreach (string mode in (string[])["sequential", "in-process"])
        {
            var tool = await Tool.RunAsync([.. recorded, "--out", Path(mode), "--set", $"fedpg.runtime.mode={mode}"]);
            tool.Code.ShouldBe(0, tool.Error);
        }

        string[] rows = File.ReadAllLines(Path("in-process", "b-rs-fedpg-seed0", "agents.csv"));
        rows.ShouldBe(File.ReadAllLines(Path("sequential", "b-rs-fedpg-seed0", "agents.csv")));
        rows.Length.ShouldBe(1 + 3 * 3);
        string[] rounds = File.ReadAllLines(Path("in-process", "b-rs-fedpg-seed0", "rounds.csv"));
        for (int i = 0; i < 3; i++)
        {
            double[] agents = [.. rows.Skip(1 + 3 * i).Take(3).Select(row => Number(row, 2))];
            agents.Average().ShouldBe(Number(rounds[1 + i], 1), 1e-12);
            agents[0].ShouldBe(agents[1]); // Both have the first type.
            agents[2].ShouldNotBe(agents[0]);
            if (i > 0) Number(rows[1 + 3 * i], 3).ShouldBeGreaterThan(0);
        }

        static double Number(string row, int column) => double.Parse(row.Split(',')[column], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("policy.family=tsallis", "policy.family: found 'tsallis'; accepted: softmax, gaussian, ordinal, flat")]
    [InlineData("policy.features=one-hot", "policy.features: found one-hot with 'cart-pole', whose observations are continuous")]
    [InlineData("local.batch=1", "local.baseline: found mean with local.batch = 1; accepted: none")]
    [InlineData("local.estimator=expected", "local.estimator: found 'expected'; accepted: sampled")]
    [InlineData("policy.period=2", "policy.period: found 2; accepted: 1")]
    [InlineData("algorithm=fedq", "environment: found continuous states; accepted: finitely many states with fedq")]
    [InlineData("algorithm=centralized", "environment: found continuous states; accepted: finitely many states with centralized")]
    [InlineData("local.horizon=100000000", "local.batch × local.horizon: found ")]
    [InlineData("policy.mlp.hidden=[65536, 65536] policy.features=mlp", "policy: found 4295753734 parameters")]
    [InlineData("policy.features=fourier policy.fourier.order=64", "policy.features: found 17850625 features of 4 variables")]
    [InlineData("policy.features=tiles local.baseline=linear", "local.baseline: found linear with 5000 features; accepted: mean, none")]
    [InlineData("policy.family=gaussian policy.floor=0.1", "policy.floor: found 0.1; accepted: 0 with gaussian")]
    [InlineData("policy.family=flat policy.dimensions=autoregressive", "policy.dimensions: found autoregressive; accepted: independent")]
    [InlineData("diagnostics.lojasiewicz=true", "diagnostics.lojasiewicz: found true with b-rs-fedpg")]
    public async Task What_does_not_fit_is_refused_in_one_line(string settings, string line)
    {
        string[] set = [.. settings.Replace(", ", ",").Split(' ').SelectMany(setting => new[] { "--set", $"fedpg.{setting}" })];
        var tool = await Tool.RunAsync(["run", Write("b.conf", Balanced), "--out", Path("out"), "--quiet", .. set]);
        tool.Code.ShouldBe(2);
        tool.Error.TrimEnd().ShouldNotContain("\n");
        tool.Error.ShouldContain(line);
        Directory.Exists(Path("out")).ShouldBeFalse();
    }
}

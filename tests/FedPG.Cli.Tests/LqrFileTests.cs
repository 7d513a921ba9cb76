using System.Globalization;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>Linear-quadratic systems from a file, and gains to start from.</summary>
public class LqrFileTests : Refusals
{
    private const string Systems = """
        {"format": "fedpg-lqr/1", "systems": [
        {"name": "one", "A": [[0.9, 0.1], [0, 0.8]], "B": [[0], [0.5]], "Q": [[1, 0], [0, 1]], "R": [[0.1]], "W": [[0.01, 0], [0, 0.01]]},
        {"name": "two", "A": [[0.8, 0.2], [0, 0.8]], "B": [[0], [0.4]], "Q": [[1, 0], [0, 1]], "R": [[0.1]], "X0": [[1, 0], [0, 2]]}]}
        """;

    [Fact]
    public async Task Systems_of_a_file_are_trained_on_and_compared_with_their_optima()
    {
        Write("systems.json", Systems);
        string file = Write("lqr.conf", Conf("path = systems.json"));
        var tool = await Tool.RunAsync("run", file, "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(0, tool.Error);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path("out", "summary.json")));
        var run = summary.RootElement.GetProperty("runs")[0];
        run.GetProperty("environment").GetString().ShouldBe("lqr systems.json");
        run.GetProperty("gapToBestCommonLinear").GetDouble().ShouldBeGreaterThan(0);

        // The same bytes with the systems in another process, which has no file; and a changed file is another run.
        (await Tool.RunAsync("run", file, "--out", Path("out"), "--quiet", "--resume")).Code.ShouldBe(0);
        Write("systems.json", Systems.Replace("0.8, 0.2", "0.8, 0.3"));
        (await Tool.RunAsync("run", file, "--out", Path("out"), "--quiet", "--resume")).Code.ShouldBe(2);
    }

    /// <summary>With A/√γ and B/√γ a discounted cost is the undiscounted one of A and B.</summary>
    [Fact]
    public async Task The_systems_of_FedLQR_have_the_known_optimum_and_common_gain()
    {
        Write("fedlqr.json", FedLqr(systems: 10, epsilon: 0.1, discount: 0.95));
        var tool = await Tool.RunAsync("describe", Write("lqr.conf", Conf("path = fedlqr.json", agents: 10)), "--json");
        tool.Code.ShouldBe(0, tool.Error);
        using var json = JsonDocument.Parse(tool.Output);
        var values = json.RootElement.GetProperty("referenceValues");
        values.GetProperty("perEnvironmentOptima")[0].GetDouble().ShouldBe(-8.03331183283, 1e-10);
        values.GetProperty("bestCommonLinear").GetProperty("value").GetDouble().ShouldBe(-8.08680964505, 1e-10);
    }

    [Fact]
    public async Task A_start_that_does_not_stabilise_all_systems_is_refused_and_one_that_does_is_trained_from()
    {
        Write("fedlqr.json", FedLqr(systems: 50, epsilon: 1, discount: 0.95));
        string file = Write("lqr.conf", Conf("path = fedlqr.json", agents: 50));
        string[] run = ["run", file, "--out", Path("out"), "--quiet", "--set", "fedpg.policy.family=gaussian"];
        const string Unstable = "fedpg.policy.gaussian.gain=[[-1.62,0,0],[0,-1.62,0],[0,0,-1.62]]";
        await ShouldBeRefusedAsync(
            [.. run, "--set", Unstable],
            ["policy.gaussian.gain: found a gain that does not stabilise the system 'system ", "spectral radius of A + BK below 1/√γ"]);
        await ShouldBeRefusedAsync([.. run, "--set", "fedpg.policy.gaussian.gain=[[-1,0,0]]"], ["found 1 rows; accepted: 3"]);
        await ShouldBeRefusedAsync(
            ["run", file, "--out", Path("out"), "--set", Unstable],
            ["found a gain with policy.family = softmax; accepted: a gain with gaussian"]);
        Write("fedlqr.json", FedLqr(systems: 2, epsilon: 0.1, discount: 0.95));
        const string Stable = "fedpg.policy.gaussian.gain=[[-1,-0.43,-0.36],[0,-0.6,-0.2],[-0.1,0,-1.4]]";
        string[] more = ["--set", "fedpg.agents=2", "--set", Stable];
        var tool = await Tool.RunAsync([.. run, .. more]);
        tool.Code.ShouldBe(0, tool.Error);
        using var policy = JsonDocument.Parse(File.ReadAllText(Path("out", "b-rs-fedpg-seed0", "best-policy.json")));
        policy.RootElement.GetProperty("parameters").GetArrayLength().ShouldBe(3 * 4 + 3);
        double first = File.ReadLines(Path("out", "b-rs-fedpg-seed0", "rounds.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).First();
        first.ShouldBeInRange(-60, -8);
    }

    [Theory]
    [InlineData("\"R\": [[0.1]], \"X0\"", "\"R\": [[-0.1]], \"X0\"", "system 'two', R: found a matrix with a negative eigenvalue")]
    [InlineData("\"R\": [[0.1]], \"X0\"", "\"R\": [[0]], \"X0\"", "system 'two', R: found a singular matrix; accepted: positive definite")]
    [InlineData("[[1, 0], [0, 1]], \"R\": [[0.1]], \"W\"", "[[1, 2], [0, 1]], \"R\": [[0.1]], \"W\"",
        "system 'one', Q: found a matrix that is not symmetric")]
    [InlineData("[[1, 0], [0, 1]], \"R\": [[0.1]], \"W\"", "[[1, 2], [2, 1]], \"R\": [[0.1]], \"W\"",
        "system 'one', Q: found a matrix with a negative eigenvalue; accepted: a positive semidefinite matrix")]
    [InlineData("[0, 0.8]], \"B\": [[0], [0.5]]", "[0]], \"B\": [[0], [0.5]]",
        "system 'one', A, row 1: found 1 number; accepted: 2 numbers")]
    [InlineData("[[0], [0.5]]", "[[0], [0.5], [1]]", "system 'one', B: found 3 rows; accepted: 2 rows")]
    [InlineData("0.9", "\"NaN\"", "system 'one', A, row 0, entry 0: found")]
    [InlineData("0.9", "NaN", "line 2")]
    [InlineData("0.9", "1e400", "system 'one', A, row 0, entry 0: found 1e400")]
    [InlineData("\"B\": [[0], [0.4]]", "\"B\": []", "system 'two', B: found 0 columns; accepted: 1 to 512 columns")]
    [InlineData("\"name\": \"two\", ", "", "system 1: found no key \"name\"")]
    [InlineData("\"X0\"", "\"X1\"", "system 1: unknown key \"X1\"; the nearest known one is \"X0\"")]
    [InlineData("fedpg-lqr/1", "fedpg-lqr/2", "format: found \"fedpg-lqr/2\"; accepted: \"fedpg-lqr/1\"")]
    public async Task A_bad_file_is_refused_in_one_line(string good, string bad, string line)
    {
        Systems.ShouldContain(good);
        Write("systems.json", Systems.Replace(good, bad));
        await ShouldBeRefusedAsync(
            ["run", Write("lqr.conf", Conf("path = systems.json")), "--out", Path("out")], ["systems.json: ", line]);
    }

    [Fact]
    public async Task Systems_of_different_sizes_and_a_path_beside_drawn_ones_are_refused()
    {
        const string Small = """{"name": "s", "A": [[1]], "B": [[1]], "Q": [[1]], "R": [[1]]}""";
        Write("systems.json", Systems.Replace("]}]}", $"]}}, {Small}]}}"));
        string file = Write("lqr.conf", Conf("path = systems.json"));
        await ShouldBeRefusedAsync(
            ["run", file, "--out", Path("out")],
            ["system 's', A and B: found 1 variables and 1 actions; accepted: 2 variables and 1 actions, as in the first"]);
        await ShouldBeRefusedAsync(
            ["run", file, "--out", Path("out"), "--set", "fedpg.environment.states=3"],
            ["environment.path: found a path beside keys of drawn systems; accepted: path and action-limit alone"]);
        await ShouldBeRefusedAsync(
            ["run", file, "--out", Path("out"), "--set", "fedpg.environment.path=none.json"], ["none.json"]);
    }

    private static string Conf(string environment, int agents = 2) => $$"""
        fedpg {
          name = lqr
          rounds = 2
          agents = {{agents}}
          environment { type = lqr, {{environment}} }
          algorithm = b-rs-fedpg
          policy.bits = 4
          entropy.threshold = none
          local { batch = 4, horizon = 10, step-size = 0.0001 }
          evaluation { episodes = 20 }
        }
        """;

    private static string FedLqr(int systems, double epsilon, double discount)
    {
        double[] v = [3.5, 1, 0.1], u = [1.5, 0.1, 1];
        double[][] a = [[1.2, 0.5, 0.4], [0.01, 0.75, 0.3], [0.1, 0.02, 1.5]];
        var types = Enumerable.Range(0, systems).Select(i =>
        {
            double shift = epsilon * i / (systems - 1), scale = 1 / Math.Sqrt(discount);
            return new
            {
                name = $"system {i + 1}",
                A = Matrix((row, column) => scale * (a[row][column] + (row == column ? shift * v[row] : 0))),
                B = Matrix((row, column) => row == column ? scale * (1 + shift * u[row]) : 0),
                Q = Matrix((row, column) => row == column ? 2 : 0),
                R = Matrix((row, column) => row == column ? 0.5 : 0),
            };
        });
        return JsonSerializer.Serialize(new { format = "fedpg-lqr/1", systems = types });

        static double[][] Matrix(Func<int, int, double> entry) =>
            [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 3).Select(column => entry(row, column)).ToArray())];
    }
}

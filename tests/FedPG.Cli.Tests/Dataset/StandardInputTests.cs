namespace FedPG.Cli.Tests.Dataset;

/// <summary>Experiments as JSON, from standard input.</summary>
public class StandardInputTests : Workspace
{
    /// <summary>What Python's <c>json.dumps</c> writes: one line, with escapes.</summary>
    private static readonly string Piped = string.Concat(
        """{"fedpg": {"name": "piped", "rounds": 3, "seeds": [0, 1], "report": {"question": "Is \u03b3 \"so\" \ud83d\ude00?"}, """,
        """ "agents": 4, "environment": {"type": "synthetic", "epsilon-p": 1e-1}, "local": {"horizon": 5, "batch": 2}, """,
        """ "runtime": {"edge-size": 2}, "variants": {"a": {}, "b": {"algorithm": "fedq"}}, "sweep": {"local.steps": [1, 2]}}, """,
        """ "akka": {"loglevel": "OFF"}}""");

    [Fact]
    public async Task An_experiment_on_one_line_of_JSON_is_the_one_in_HOCON()
    {
        var piped = await Tool.PipeAsync(Piped, "run", "-", "--out", Path("piped"), "--quiet", "--json");
        piped.Code.ShouldBe(0, piped.Error);
        piped.Json.GetProperty("runs").GetArrayLength().ShouldBe(8);
        string hocon = Write("same.conf", """
            fedpg {
              name = piped
              rounds = 3
              seeds = [0, 1]
              report.question = "Is γ \"so\" 😀?"
              agents = 4
              environment { type = synthetic, epsilon-p = 0.1 }
              local { horizon = 5, batch = 2 }
              runtime.edge-size = 2
              variants {
                a { }
                b { algorithm = fedq }
              }
              sweep { "local.steps" = [1, 2] }
            }
            """);
        (await Tool.RunAsync("run", hocon, "--out", Path("file"), "--quiet")).Code.ShouldBe(0);
        File.ReadAllText(Path("piped", "rounds.csv")).ShouldBe(File.ReadAllText(Path("file", "rounds.csv")));
        File.ReadAllText(Path("piped", "experiment.conf")).ShouldContain("Is γ \\\"so\\\" ");
        File.ReadAllText(Path("piped", "answer.json")).ShouldContain("Is γ \\\"so\\\" ");
    }

    [Fact]
    public async Task Every_command_with_an_experiment_reads_standard_input()
    {
        const string Small = """{"fedpg": {"environment": {"type": "synthetic", "states": 3}}}""";
        var described = await Tool.PipeAsync(Small, "describe", "-", "--json", "--references", "none");
        described.Code.ShouldBe(0, described.Error);
        described.Json.GetProperty("states").GetInt32().ShouldBe(3);
        string actions = Write("actions.json", "[0, 1]");
        var simulated = await Tool.PipeAsync(Small, "simulate", "-", "--actions", actions, "--json");
        simulated.Code.ShouldBe(0, simulated.Error);
        simulated.Json.GetProperty("steps").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("", "standard input: found no section fedpg; accepted: fedpg { … }")]
    [InlineData("{", "standard input: line 1: found a '{' that is never closed; accepted: a '}' for every '{'")]
    [InlineData("""{"fedpg": {"rounds": 0}}""", "standard input: fedpg.rounds: found 0; accepted: an integer of at least 1")]
    [InlineData("""{"fedpg": {"rounds": null}}""", "standard input: fedpg.rounds: found null; accepted: an integer of at least 1")]
    [InlineData("""{"fedpg": {"rounds": 1.5}}""", "standard input: fedpg.rounds: found 1.5; accepted: an integer of at least 1")]
    [InlineData("""{"fedpg": {"rouns": 5}}""", "standard input: fedpg.rouns: unknown key; the nearest known one is fedpg.rounds")]
    [InlineData("""{"fedpg": {"local": {"step-size": NaN}}}""", "standard input: fedpg.local.step-size: found NaN; accepted: ")]
    [InlineData("""{"fedpg": {"local": 5}}""", "standard input: fedpg.local: found 5; accepted: a section, local { … }")]
    [InlineData("[1]", "standard input: line 1: found '[1]'; accepted: a key")]
    [InlineData("""{"fedpg": {"agents": 4, "algorithm": "centralized", "diagnostics": {"agents-every": 1}}}""", "standard input: run ")]
    public async Task A_bad_experiment_is_one_line_that_names_standard_input(string input, string expected)
    {
        var tool = await Tool.PipeAsync(input, "run", "-", "--out", Path("out"));
        tool.Code.ShouldBe(2);
        tool.ErrorLines.Single().ShouldContain(expected);
        Directory.Exists(Path("out")).ShouldBeFalse();
    }

    [Fact]
    public async Task Bytes_that_are_not_text_too_many_of_them_and_a_second_dash_are_refused()
    {
        (await Tool.PipeAsync([0x7b, 0xff], "describe", "-")).ErrorLines.Single()
            .ShouldContain("standard input: found bytes that are not UTF-8; accepted: an experiment file");
        (await Tool.PipeAsync(new string(' ', (1 << 20) + 1), "describe", "-")).ErrorLines.Single()
            .ShouldContain("standard input: found more text; accepted: an experiment file");
        (await Tool.PipeAsync("{}", "run", "-", "-")).ErrorLines.Single()
            .ShouldContain("run: found - twice; accepted: standard input once");
    }

    [Fact]
    public async Task Paths_in_standard_input_are_relative_to_the_working_directory()
    {
        string path = System.IO.Path.GetRelativePath(
            Directory.GetCurrentDirectory(), System.IO.Path.Combine(Oracles, "challenging-mdp.mdp.json"));
        string input = $$"""{"fedpg": {"environment": {"type": "file", "path": "{{path}}" } } }""";
        var tool = await Tool.PipeAsync(input, "describe", "-", "--json", "--references", "none");
        tool.Code.ShouldBe(0, tool.Error);
        string included = Write("part.conf", "fedpg.environment { type = synthetic, states = 6 }");
        string relative = System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), included);
        tool = await Tool.PipeAsync($"include \"{relative}\"", "describe", "-", "--json", "--references", "none");
        tool.Code.ShouldBe(0, tool.Error);
        tool.Json.GetProperty("states").GetInt32().ShouldBe(6);
    }
}

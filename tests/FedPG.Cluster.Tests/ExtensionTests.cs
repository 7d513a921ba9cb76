using System.Text.Json;

namespace FedPG.Cluster.Tests;

/// <summary>An extension with an algorithm, environments, an estimator, a policy, an aggregator, an optimiser, a fault and an
/// attack.</summary>
public class ExtensionTests(SampleExtension sample) : ClusterBench, IClassFixture<SampleExtension>
{
    [Fact]
    public async Task An_experiment_with_an_extension_gives_the_same_bytes_everywhere_and_its_options_are_in_the_report()
    {
        string[] recorded = ["--set", "diagnostics.agents-every=10"];
        await RunAsync("sequential", [sample.Control, "--set", "runtime.mode=sequential", .. recorded]);
        string expected = Records("sequential");
        await RunAsync("threads", [sample.Control, "--set", "runtime.threads=2", .. recorded]);
        Records("threads").ShouldBe(expected);

        string config = Config($"extensions = [\"{sample.Assembly}\"]");
        string[] settings = [.. sample.Shorter, "--set", "runtime.min-nodes=2", .. recorded];
        var run = StartRun(config, sample.Experiment, "cluster", [sample.Control, .. settings]);
        StartNode(config);
        StartNode(config);
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        Records("cluster").ShouldBe(expected);

        string page = await File.ReadAllTextAsync(PathOf("cluster", "extension", "report.html"));
        page.ShouldContain("normalized-fedpg.offset = 0.01");
        page.ShouldContain("server.aggregator = clipped-mean");
        string resolved = await File.ReadAllTextAsync(PathOf("cluster", "extension", "experiment.conf"));
        resolved.ShouldContain("bound = 10");
        expected.ShouldNotBeEmpty();
        File.Exists(PathOf("cluster", "slider", "bits-seed0", "policy.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_executable_with_the_names_of_the_extension_has_all_verbs_and_gives_the_same_bytes()
    {
        Assembly = sample.Executable;
        var run = StartRun(Config(), sample.Experiment, "own", [.. sample.Shorter, "--set", "runtime.min-nodes=1"]);
        var node = StartNode(Config());
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
        Rounds("own").ShouldBe(Rounds(sample.Results));
        await node.SignalAsync("INT");
        (await node.AwaitExitAsync()).ShouldBe(0, node.Error);
        node.Error.ShouldContain("Tool.Sample node: left; it trained agents of ");

        var report = Start("report", PathOf("own"));
        (await report.AwaitExitAsync()).ShouldBe(0, report.Error);
        (await report.OutputAsync()).ShouldContain("normalized");

        var help = Start("run", "--help");
        (await help.AwaitExitAsync()).ShouldBe(0, help.Error);
        (await help.OutputAsync()).ShouldContain("Tool.Sample run <FILE>...");
    }

    [Fact]
    public async Task An_executable_of_ones_own_names_itself_in_errors_and_in_the_command_that_continues()
    {
        Assembly = sample.Executable;
        var unknown = Start("runn");
        (await unknown.AwaitExitAsync()).ShouldBe(2);
        unknown.Error.ShouldBe("Tool.Sample: runn: unknown command; the nearest is run. See 'Tool.Sample --help'.");

        var run = StartRun(Config(), sample.Experiment, "own");
        await run.AwaitLineAsync("waiting");
        await run.SignalAsync("INT");
        (await run.AwaitExitAsync()).ShouldBe(130);
        run.Error.ShouldContain("to continue: Tool.Sample run ");
    }

    [Fact]
    public async Task A_node_without_the_extension_is_refused_with_both_sides_named()
    {
        var run = StartRun(Config($"extensions = [\"{sample.Assembly}\"]"), sample.Experiment, "refused");
        await run.AwaitLineAsync("waiting");
        var node = StartNode(Config());
        (await node.AwaitExitAsync()).ShouldBe(2, node.Error);
        node.Error.ShouldMatch(
            "and the extensions aggregator clipped-mean, algorithm normalized-fedpg, attack amplify, environment slider, "
            + "estimator myopic, fault strike, mode everyone, optimizer sign-momentum, policy logistic, "
            + "Extension.Sample build [0-9a-f]{8}; accepted: fedpg ");
        await run.SignalAsync("INT");
        (await run.AwaitExitAsync()).ShouldBe(130);
    }

    [Fact]
    public async Task Describe_and_report_know_the_extension()
    {
        var describe = Start("describe", sample.Experiment, "--extension", sample.Assembly, "--json");
        (await describe.AwaitExitAsync()).ShouldBe(0, describe.Error);
        JsonElement.Parse(await describe.OutputAsync()).GetProperty("states").GetInt32().ShouldBe(6);

        var report = Start("report", sample.Results, "--extension", sample.Assembly);
        (await report.AwaitExitAsync()).ShouldBe(0, report.Error);
        (await report.OutputAsync()).ShouldContain("normalized");
    }

    [Theory]
    [InlineData("normalized-fedpg.offset=0", "normalized-fedpg.offset", "above 0")]
    [InlineData("normalized-fedpg.ofset=1", "the nearest known one is", "offset")]
    [InlineData("variants.normalized.algorithm=normalised-fedpg", "the nearest is normalized-fedpg", "s-fedpg")]
    public async Task The_options_of_an_extension_are_checked_like_all_others(string setting, string expected, string also)
    {
        var run = Start("run", sample.Experiment, "--extension", sample.Assembly, "--set", setting, "--out", PathOf("out"));
        (await run.AwaitExitAsync()).ShouldBe(2);
        run.Error.ShouldContain(expected);
        run.Error.ShouldContain(also);
        run.Error.Split('\n').Length.ShouldBe(1);
        Directory.Exists(PathOf("out")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_not_an_extension_is_refused_in_one_line()
    {
        string text = Write("text.dll", "no assembly");
        foreach (string file in (string[])[PathOf("missing.dll"), text, typeof(ExtensionTests).Assembly.Location])
        {
            var run = Start("run", sample.Experiment, "--extension", file);
            (await run.AwaitExitAsync()).ShouldBe(2);
            run.Error.ShouldStartWith($"fedpg: extension {file}: found");
            run.Error.Split('\n').Length.ShouldBe(1);
        }
    }

    /// <summary>The files of all runs that are the same for every way of execution.</summary>
    private string Records(string folder) => string.Join(
        '\n', ((string[])["rounds.csv", "agents.csv", "policy.json", "best-policy.json"]).Select(name => Files(folder, name)));

    private async Task RunAsync(string folder, params string[] more)
    {
        var run = Start(
            ["run", sample.Experiment, "--extension", sample.Assembly, "--out", PathOf(folder), "--quiet", .. sample.Shorter, .. more]);
        (await run.AwaitExitAsync()).ShouldBe(0, run.Error);
    }
}

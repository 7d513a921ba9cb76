using FedPG.Environments;
using FedPG.Experiments.Configuration.Schema;
using FedPG.Experiments.Files;
using FedPG.Federation;

namespace FedPG.Cli.Tests.Guidance;

/// <summary><c>fedpg explain</c>: settings from the schema and the comments of reference.conf.</summary>
public class ExplainTests : Refusals
{
    [Theory]
    [InlineData("local.steps")]
    [InlineData("fedpg.local.steps")]
    public async Task A_setting_has_its_comment_its_default_and_its_accepted_values(string key)
    {
        var tool = await Tool.RunAsync("explain", key);
        tool.Code.ShouldBe(0, tool.Error);
        tool.Output.ReplaceLineEndings("\n").ShouldBe("""
            fedpg.local.steps
              H: local steps per round. Integer, at least 1.
              default: 5
              accepted: an integer, at least 1

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_setting_of_environments_is_explained_for_each_type()
    {
        string text = (await Tool.RunAsync("explain", "environment.states")).Output;
        text.ShouldContain("default with environment.type = garnet: 10");
        text.ShouldContain("default with environment.type = synthetic: 5");
    }

    [Fact]
    public async Task A_section_lists_its_settings()
    {
        string text = (await Tool.RunAsync("explain", "local")).Output;
        text.ShouldContain("fedpg.local.step-size = 0.01");
        text.ShouldContain("η");
        (await Tool.RunAsync("explain")).Output.ShouldContain("fedpg.local { … }");
    }

    [Fact]
    public async Task A_table_in_a_comment_keeps_its_rows_and_its_columns()
    {
        string[] lines = (await Tool.RunAsync("explain", "environment")).Output.Split('\n');
        lines.ShouldContain("    challenging-gridworld (no keys)");
        int row = Array.FindIndex(lines, line => line.StartsWith("    gridworld  ", StringComparison.Ordinal));
        lines[row].IndexOf("rows 3", StringComparison.Ordinal).ShouldBe(lines[row + 1].Length - lines[row + 1].TrimStart().Length);
        lines[row + 2].ShouldStartWith("    random-mdp  ");
        lines.ShouldContain(line => line.StartsWith("  With continuous states and actions", StringComparison.Ordinal));
        lines.ShouldAllBe(line => line.Length <= 100);
    }

    [Fact]
    public async Task Every_key_is_explained()
    {
        var settings = new SettingSchemas(ExperimentCatalogue.Default);
        settings.Keys.Count().ShouldBeGreaterThan(150);
        foreach (string key in settings.Keys)
        {
            var tool = await Tool.RunAsync("explain", key);
            tool.Code.ShouldBe(0, key + tool.Error);
            tool.Output.ShouldStartWith(key);
            if (!settings.IsSection(key)) tool.Output.ShouldContain("default");
        }
    }

    [Fact]
    public Task An_unknown_key_is_refused_with_the_nearest_one() =>
        ShouldBeRefusedAsync(["explain", "lokal.step"], ["'fedpg.lokal.step'", "fedpg.local.steps"]);

    [Fact]
    public async Task Settings_of_an_extension_are_explained_too()
    {
        var catalogue = FederationCatalogue.Default.WithEnvironment<ExplainedEnvironment>("explained");
        var tool = await Tool.RunAsync(catalogue, "explain", "environment.knobs");
        tool.Code.ShouldBe(0, tool.Error);
        tool.Output.ShouldContain("default with environment.type = explained: 7");
    }

    private sealed record ExplainedEnvironment : IEnvironmentDefinition
    {
        public int Knobs { get; init; } = 7;

        public EnvironmentSet Build(double? discount) => throw new NotSupportedException("not built");
    }
}

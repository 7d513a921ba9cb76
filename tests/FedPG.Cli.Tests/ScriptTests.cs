using System.Xml.Linq;

namespace FedPG.Cli.Tests;

/// <summary>Names and questions in any script: the figures' font has Latin, Greek and Cyrillic letters.</summary>
public sealed class ScriptTests : Workspace
{
    [Theory]
    [InlineData("策略", "??")]
    [InlineData("😀", "?")]
    [InlineData("٣", "?")]
    [InlineData("é ∑", "é ∑")]
    public async Task Characters_that_the_font_lacks_are_question_marks_in_figures_and_themselves_elsewhere(string name, string drawn)
    {
        string file = Write("script.conf", SmallExperiment.Replace("rounds = 6", $$"""
            rounds = 2
              report.question = "{{name}}"
              variants {
                "{{name}}" {
                }
              }
              sweep { "local.steps" = [1, 2] }
            """, StringComparison.Ordinal));
        var run = await Tool.RunAsync("run", file, "--out", Path("out"), "--quiet");
        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain(name);
        Drawn("answer.svg").ShouldContain(drawn);
        Drawn("objective.svg").ShouldContain(text => text.Contains(drawn, StringComparison.Ordinal));
        (await File.ReadAllTextAsync(Path("out", "report.html"))).ShouldContain(name);
    }

    private List<string> Drawn(string figure) =>
    [
        .. XDocument.Load(Path("out", figure)).Descendants()
            .Where(element => element.Name.LocalName == "text")
            .Select(text => text.Value),
    ];
}

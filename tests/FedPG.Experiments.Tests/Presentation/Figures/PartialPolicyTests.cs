using System.Xml.Linq;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Records;
using FedPG.Experiments.Tests.Results;

namespace FedPG.Experiments.Tests.Presentation.Figures;

/// <summary>Reports on policies in states that offer fewer actions than others.</summary>
public sealed class PartialPolicyTests : IDisposable
{
    /// <summary>The second state offers both actions, the first one only action 0.</summary>
    private const string World = """
        {"format": "fedpg-mdp/1", "discount": 0.9, "initialDistribution": [1, 0], "environments": [
         {"name": "x", "transitions": [[[0, 1]], [[1, 0], [0, 1]]], "rewards": [[0], [1, 2]]}]}
        """;

    private const string Whole = """
        {"format": "fedpg-mdp/1", "discount": 0.9, "initialDistribution": [1, 0], "environments": [
         {"name": "x", "transitions": [[[0, 1], [1, 0]], [[1, 0], [0, 1]]], "rewards": [[0, 0], [1, 2]]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(World, true)]
    [InlineData(Whole, false)]
    public void An_action_that_is_not_offered_is_hatched_and_the_legend_says_so(string world, bool isPartial)
    {
        Write(world);
        XElement svg = XDocument.Load(_folder.File("policies.svg")).Root!;
        string[] texts = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        texts.Any(text => text.EndsWith("(rows). Hatched: not offered.", StringComparison.Ordinal)).ShouldBe(isPartial);
        texts.Count(text => text == "1.00").ShouldBe(isPartial ? 1 : 0);
        texts.Count(text => text is ".50" or "0.50").ShouldBe(isPartial ? 2 : 4);
        svg.Descendants().Any(e => (string?)e.Attribute("stroke") == "#A9B4C0").ShouldBe(isPartial);
    }

    [Theory]
    [InlineData(World, true, "0 1.00 ")]
    [InlineData(Whole, false, "0 0.50 0.50")]
    public void The_page_leaves_its_cell_empty_and_the_legends_say_so(string world, bool isPartial, string row)
    {
        Write(world);
        XElement page = XDocument.Parse(File.ReadAllText(_folder.File("report.html"))).Root!;
        XElement table = page.Descendants("table").Single(table => (string?)table.Attribute("class") == "heat");
        string.Join(' ', table.Descendants("tr").ElementAt(1).Elements().Select(cell => cell.Value)).ShouldBe(row);
        table.Element("caption")!.Value.Contains("; empty: not offered", StringComparison.Ordinal)
            .ShouldBe(isPartial);
        page.Value.Contains("Hatched: the state does not offer the action.", StringComparison.Ordinal).ShouldBe(isPartial);
    }

    private void Write(string world)
    {
        QuickstartFixture.Write(_folder.Path, rounds: 3);
        RunSummary run = SummaryFile.Read(_folder.Path).Runs[0];
        SummaryFile.Write(_folder.Path, new ExperimentSummary { Experiment = "part", Runs = [run with { Run = "s-fedpg-seed0" }] });
        Directory.Move(_folder.File("s-fedpg-seed-0"), _folder.File("s-fedpg-seed0"));
        File.WriteAllText(_folder.File("world.mdp.json"), world);
        File.WriteAllText(_folder.File("experiment.conf"), $$"""
            fedpg {
              name = part
              environment {
                type = file
                path = "{{_folder.File("world.mdp.json")}}"
              }
            }
            """);
        File.WriteAllText(_folder.File("s-fedpg-seed0/policy.json"), """
            {"format": "fedpg-policy/1", "parameterization": "softmax", "parameters": [[0, 0], [0, 0]]}
            """);
        ReportFolder.WriteAll(_folder.Path);
    }
}

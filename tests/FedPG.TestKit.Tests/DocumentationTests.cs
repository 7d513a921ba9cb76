using System.Runtime.CompilerServices;

namespace FedPG.TestKit.Tests;

public class DocumentationTests
{
    [Theory]
    [InlineData("Probes/AgentProbeTests.cs", "foreign")]
    [InlineData("FederationTestClusterTests.cs", "faults")]
    [InlineData("FederationTestClusterTests.cs", "kills")]
    [InlineData("VirtualTimeTests.cs", "watchdog")]
    public void The_examples_in_the_documentation_are_tests_that_run(string file, string name)
    {
        string sample = Between(File.ReadAllText(Here(file)), $"// <docs:{name}>\n", $"// </docs:{name}>");
        string[] lines = [.. sample.Split('\n').Select(line => line.Length > 8 ? line[8..] : line.Trim())];
        File.ReadAllText(Here("../../docs/testing.md")).ShouldContain(string.Join('\n', lines).Trim());
    }

    [Fact]
    public void The_supervision_table_in_the_documentation_is_the_one_in_use()
    {
        string page = File.ReadAllText(Here("../../docs/testing.md"));
        foreach (var rule in Actors.Hierarchy.Supervision.Table)
        {
            page.ShouldContain($"| {rule.Failure} | {rule.Directive} | {rule.Then} |");
        }
    }

    private static string Here(string path, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, path);

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, StringComparison.Ordinal)];
    }
}

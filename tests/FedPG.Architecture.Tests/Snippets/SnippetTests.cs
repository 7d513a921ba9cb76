namespace FedPG.Architecture.Tests.Snippets;

public class SnippetTests
{
    [Theory]
    [InlineData("README.md", "round 100: J = ")]
    [InlineData("src/FedPG/README.md", "round 100: 10 agents took part")]
    [InlineData("src/FedPG.Actors/README.md", "round 100: J = ")]
    [InlineData("src/FedPG.TestKit/README.md", "")]
    [InlineData("src/FedPG.Tool/README.md", "Usage:")]
    public void The_example_compiles_as_it_stands_and_runs(string document, string output)
    {
        string program = Snippet.In(File.ReadAllText(Path.Combine(Repository.Root, document))).ShouldHaveSingleItem();
        Snippet.Run(program).ShouldContain(output);
    }

    [Fact]
    public void The_control_process_of_the_documentation_compiles_as_it_stands_and_is_learnt()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "control.md"));
        Snippet.Run(Snippet.In(document)).ShouldBe("2.3 steps to 0\n");
    }

    [Fact]
    public void Every_package_has_a_README_of_its_own()
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(Repository.Root, "src")))
            File.ReadAllText(Path.Combine(folder, "README.md")).ShouldStartWith("# ");
    }
}

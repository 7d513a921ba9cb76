namespace FedPG.Cli.Tests;

/// <summary>Bad input gives exit code 2 and one line on standard error that says where, what was found and what is accepted.</summary>
public abstract class Refusals : Workspace
{
    protected const string Mdp = """
        {"format":"fedpg-mdp/1","discount":0.9,"initialDistribution":[0.5,0.5],"environments":[{"name":"e0",
        "transitions":[[[1,0],[0,1]],[[0.5,0.5],[0.25,0.75]]],"rewards":[[0,1],[1,0]]}]}
        """;

    protected const string Policy = """{"format":"fedpg-policy/1","parameterization":"softmax","parameters":[[0,0],[0,0]]}""";

    protected async Task ShouldBeRefusedAsync(string[] arguments, string[] parts)
    {
        var tool = await Tool.RunAsync(arguments);
        tool.Code.ShouldBe(2, tool.Error);
        string message = tool.ErrorLines.Single();
        message.ShouldStartWith("fedpg: ");
        foreach (string part in parts) message.ShouldContain(part);
        message.ShouldNotContain("   at ");
        tool.Output.ShouldBeEmpty();
        Directory.Exists(Path("out")).ShouldBeFalse();
    }
}

using System.Diagnostics;

namespace FedPG.Cli.Tests.Guidance;

/// <summary>The completion of command lines.</summary>
public class CompletionTests : Refusals
{
    [Theory]
    [InlineData("fedpg de", "describe")]
    [InlineData("fedpg describe x.conf --references a", "all auto")]
    [InlineData("fedpg run x.conf --set fedpg.local.step-", "fedpg.local.step-size=")]
    [InlineData("fedpg run x.conf --set local.estimator=s", "local.estimator=sampled")]
    [InlineData("fedpg run x.conf --set fedpg.server.aggregator=me", "fedpg.server.aggregator=mean fedpg.server.aggregator=median "
        + "fedpg.server.aggregator=median-of-means")]
    [InlineData("fedpg run x.conf --set fedpg.environment.type=chal", "fedpg.environment.type=challenging-gridworld "
        + "fedpg.environment.type=challenging-mdp")]
    [InlineData("fedpg new x --from peers/s", "peers/scaffold-pg peers/server-optimizers")]
    [InlineData("fedpg schema gy", "gymnasium")]
    [InlineData("fedpg completion ", "bash fish pwsh zsh")]
    [InlineData("fedpg run nothing-of-this-name", "")]
    public async Task Words_are_completed(string line, string expected)
    {
        var tool = await Tool.RunAsync("complete", "--position", $"{line.Length}", "--", line);
        tool.Code.ShouldBe(0, tool.Error);
        tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith('-'))
            .ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_follows_the_cursor_has_no_say()
    {
        var tool = await Tool.RunAsync("complete", "--position", "8", "--", "fedpg de --json");
        tool.Output.Trim().ShouldBe("describe");
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task There_is_a_script_for_each_shell(string shell)
    {
        var tool = await Tool.RunAsync("completion", shell);
        tool.Code.ShouldBe(0);
        tool.Output.ShouldContain(" complete --position ");
        tool.Output.ShouldNotContain("COMMAND", Case.Sensitive);
    }

    [Fact]
    public Task Another_shell_is_refused() => ShouldBeRefusedAsync(["completion", "tcsh"], ["'tcsh'", "bash, zsh, fish, pwsh"]);

    /// <summary>The script itself, in a bash whose command fedpg answers with the words of this process.</summary>
    [Fact]
    public async Task Bash_completes_the_value_of_a_setting()
    {
        string script = (await Tool.RunAsync("completion", "bash")).Output;
        string name = script.Split("complete -o default -F ")[1].Split(' ')[1].Trim();
        string words = (await Tool.RunAsync("complete", "--", "fedpg run --set fedpg.server.aggregator=kr")).Output;
        string bash = $$"""
            {{name}}() { echo '{{words.Trim()}}'; }
            {{script}}
            COMP_LINE='{{name}} run --set fedpg.server.aggregator=kr' COMP_POINT=99
            _{{name}}_complete
            echo "${COMPREPLY[*]}"
            """;
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", bash]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.Trim().ShouldBe("krum");
    }
}

using System.Text.RegularExpressions;

namespace FedPG.Cli.Tests;

/// <summary>Reports on records that were damaged: refused in one line, or named in a note.</summary>
public class DamagedReportTests : Workspace
{
    [Theory]
    [InlineData("\"runs\": \\[", "\"runs\": [ null,", "runs[0]: found null")]
    [InlineData("\"period\": 1", "\"period\": 1000000000", "runs[0].period: found 1000000000; accepted: an integer from 1 to 64")]
    [InlineData("\"elapsedSeconds\": [0-9.E-]+", "\"elapsedSeconds\": 1e308", "runs[0].elapsedSeconds: found 1E+308")]
    [InlineData("\"run\": \"", "\"run\": \"../", "runs[0].run: found '../")]
    [InlineData("\"runs\": \\[([\\s\\S]*\\})\\s*\\]", "\"runs\": [$1, $1]", "runs[1].run: found 's-fedpg-seed0' twice")]
    [InlineData("\"notices\": \\[[^]]*\\]", "\"notices\": [null]", "runs[0].notices: found null")]
    public async Task A_summary_that_cannot_be_is_one_line(string pattern, string replacement, string part)
    {
        string summary = System.IO.Path.Combine(await FinishedAsync(), "summary.json"), text = File.ReadAllText(summary);
        string changed = Regex.Replace(text, pattern, replacement);
        changed.ShouldNotBe(text);
        File.WriteAllText(summary, changed);
        await ShouldBeRefusedAsync(part);
    }

    [Theory]
    [InlineData("provenance.json", "\"commit\"")]
    [InlineData("provenance.json", "\"commandLine\"")]
    [InlineData("summary.json", "\"environment\"")]
    [InlineData("summary.json", "\"notices\"")]
    [InlineData("summary.json", "\"referenceValues\"")]
    public async Task A_key_that_is_not_there_has_its_default(string file, string key)
    {
        string path = System.IO.Path.Combine(await FinishedAsync(), file), text = File.ReadAllText(path);
        text.ShouldContain(key);
        File.WriteAllText(path, text.Replace(key, "\"other\"", StringComparison.Ordinal));
        await ReportAsync();
    }

    [Fact]
    public async Task Rounds_with_their_header_only_are_one_line()
    {
        string rounds = System.IO.Path.Combine(RunFolder(await FinishedAsync()), "rounds.csv");
        File.WriteAllText(rounds, File.ReadLines(rounds).First() + "\n");
        await ShouldBeRefusedAsync("rounds.csv: found a header only");
    }

    [Fact]
    public async Task Rounds_that_are_cut_a_policy_of_noise_and_settings_of_noise_are_notes()
    {
        string folder = await FinishedAsync(), rounds = System.IO.Path.Combine(RunFolder(folder), "rounds.csv");
        string policy = System.IO.Path.Combine(RunFolder(folder), "policy.json");
        string configuration = System.IO.Path.Combine(folder, "experiment.conf");
        File.WriteAllText(rounds, File.ReadAllText(rounds)[..^3]);
        File.WriteAllText(policy, "noise");
        (await ReportAsync()).Output.ShouldContain("The policy is not shown: ");
        (await ReportAsync()).Output.ShouldContain("ends within a row");
        File.WriteAllText(configuration, "noise");
        (await ReportAsync()).Output.ShouldContain("The settings are not known: ");
    }

    private async Task<Tool> ReportAsync()
    {
        var tool = await Tool.RunAsync("report", Path("out"), "--out", Path("page.html"));
        tool.Code.ShouldBe(0, tool.Error);
        tool.Error.ShouldBeEmpty();
        return tool;
    }

    private async Task ShouldBeRefusedAsync(string part)
    {
        var tool = await Tool.RunAsync("report", Path("out"), "--out", Path("page.html"));
        tool.Code.ShouldBe(2, tool.Error);
        tool.ErrorLines.Single().ShouldContain(part);
        File.Exists(Path("page.html")).ShouldBeFalse();
    }

    private async Task<string> FinishedAsync()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        return Path("out");
    }

    private static string RunFolder(string folder) =>
        Directory.GetDirectories(folder).First(each => File.Exists(System.IO.Path.Combine(each, "rounds.csv")));
}

using System.Diagnostics;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>The real process, and what signals do to it.</summary>
public class InterruptionTests : Workspace
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_a_run_with_what_it_has_so_far(string signal)
    {
        string file = Write("long.conf", SmallExperiment.Replace("rounds = 6", "rounds = 100000000", StringComparison.Ordinal));
        using var process = Start("run", file, "--out", Path("out"), "--seeds", "0..1");
        await WaitForRoundsAsync(Path("out", "s-fedpg-seed0", "rounds.csv"), process);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Patience);
        string error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        process.ExitCode.ShouldBe(130, error);
        var run = JsonElement.Parse(await File.ReadAllTextAsync(Path("out", "summary.json"))).GetProperty("runs")[0];
        run.GetProperty("completed").GetBoolean().ShouldBeFalse();
        string[] rows = await File.ReadAllLinesAsync(Path("out", "s-fedpg-seed0", "rounds.csv"));
        rows.Length.ShouldBe(run.GetProperty("rounds").GetInt32() + 2);
        rows.ShouldAllBe(row => row.Split(',').Length == rows[0].Split(',').Length);
        foreach (string name in (string[])["report.html", "objective.png", "summary.csv", "s-fedpg-seed0/policy.json"]) File.Exists(Path("out", name)).ShouldBeTrue(name);
    }

    [Theory]
    [InlineData("--version", "0.1.0")]
    [InlineData("--help", "describe")]
    public async Task Help_and_version_go_to_standard_output(string option, string text)
    {
        using var process = Start(option);
        (await process.StandardOutput.ReadToEndAsync()).ShouldContain(text);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Redirected_output_has_no_colour_or_animation()
    {
        using var process = Start("run", Small(), "--out", Path("out"));
        var error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        (output + await error).ShouldNotContain("\u001b");
        output.ShouldContain("│ s-fedpg");
        (await error).ShouldContain("s-fedpg-seed0: 6 rounds");
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { System.IO.Path.Combine(AppContext.BaseDirectory, "fedpg.dll") },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }.With(arguments))!;

    /// <summary>Until the file has rows on disk: then the run trains.</summary>
    private static async Task WaitForRoundsAsync(string file, Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(file) || new FileInfo(file).Length == 0)
        {
            process.HasExited.ShouldBeFalse();
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}

file static class ProcessStartInfoExtensions
{
    public static ProcessStartInfo With(this ProcessStartInfo info, string[] arguments)
    {
        foreach (string argument in arguments) info.ArgumentList.Add(argument);
        return info;
    }
}

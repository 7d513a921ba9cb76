using System.Diagnostics;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>The real process and its reaction to signals.</summary>
public class InterruptionTests : Workspace
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A round takes minutes.</summary>
    private const string Slow = """
        fedpg {
          name = slow
          rounds = 10
          agents = 4
          environment {
            type = garnet
            states = 100
          }
          local {
            steps = 1000000
            batch = 100
            horizon = 1000
          }
        }
        """;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_a_run_with_what_it_has_so_far(string signal)
    {
        string file = Write("long.conf", SmallExperiment.Replace("rounds = 6", "rounds = 100000000", StringComparison.Ordinal));
        using var process = Start("run", file, "--out", Path("out"), "--seeds", "0..1");
        // Until the file has rows on disk: then the run trains.
        var rounds = new FileInfo(Path("out", "s-fedpg-seed0", "rounds.csv"));
        await WaitAsync(process, () =>
        {
            rounds.Refresh();
            return rounds.Exists && rounds.Length > 0;
        });
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Patience);
        string error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        process.ExitCode.ShouldBe(130, error);
        string line = error.Split('\n').Single(line => line.Contains("to continue", StringComparison.Ordinal));
        line.ShouldStartWith("fedpg: interrupted: 0 of 2 runs have ended; to continue: fedpg run ");
        line.ShouldEndWith(" --seeds 0..1 --resume");
        var run = JsonElement.Parse(await File.ReadAllTextAsync(Path("out", "summary.json"))).GetProperty("runs")[0];
        run.GetProperty("completed").GetBoolean().ShouldBeFalse();
        string[] rows = await File.ReadAllLinesAsync(Path("out", "s-fedpg-seed0", "rounds.csv"));
        rows.Length.ShouldBe(run.GetProperty("rounds").GetInt32() + 2);
        rows.ShouldAllBe(row => row.Split(',').Length == rows[0].Split(',').Length);
        foreach (string name in (string[])["summary.csv", "s-fedpg-seed0/policy.json"]) File.Exists(Path("out", name)).ShouldBeTrue(name);

        // On a busy machine the time for the page may be too short.
        if (!File.Exists(Path("out", "report.html"))) error.ShouldContain("interrupted");
        Directory.GetFiles(Path("out"), "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("in-process")]
    [InlineData("sequential")]
    public async Task A_first_round_of_minutes_is_abandoned_and_what_was_scored_is_written(string mode)
    {
        string file = Write("slow.conf", Slow);
        using var process = Start("run", file, "--out", Path("out"), "--set", $"fedpg.runtime.mode={mode}");
        await WaitForTrainingAsync(process);
        await SignalAsync(process, "INT");
        (await EndAsync(process)).ShouldBe(130);
        var run = JsonElement.Parse(await File.ReadAllTextAsync(Path("out", "summary.json"))).GetProperty("runs")[0];
        (run.GetProperty("rounds").GetInt32(), run.GetProperty("completed").GetBoolean()).ShouldBe((0, false));
        (await File.ReadAllLinesAsync(Path("out", "s-fedpg-seed0", "rounds.csv"))).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_second_signal_ends_the_process_at_once()
    {
        // A machine that stalls for the grace period between the signals ends the process before the second one.
        string file = Write("slow.conf", Slow);
        var codes = new List<int>();
        for (int attempt = 0; attempt < 3 && !codes.Contains(128 + 15); attempt++)
        {
            if (Directory.Exists(Path("out"))) Directory.Delete(Path("out"), recursive: true);
            using var process = Start("run", file, "--out", Path("out"));
            await WaitForTrainingAsync(process);
            using var signals = Process.Start("sh", ["-c", $"kill -TERM {process.Id}; sleep 0.2; kill -TERM {process.Id}"]);
            codes.Add(await EndAsync(process));
            await signals.WaitForExitAsync();
        }

        codes[^1].ShouldBe(128 + 15);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_a_description_of_many_large_worlds(string signal)
    {
        // Several minutes of work, however long a single one may take.
        string variants = string.Join('\n', Enumerable.Range(0, 200).Select(seed => $"v{seed} {{ environment.seed = {seed} }}"));
        string file = Write("worlds.conf", $$"""
            fedpg {
              name = worlds
              agents = 20
              environment {
                type = random-mdp
                states = 200
              }
              variants {
                {{variants}}
              }
            }
            """);
        using var process = Start("describe", file);
        await WaitForWorkAsync(process, seconds: 1.5);
        await SignalAsync(process, signal);
        (await EndAsync(process)).ShouldBe(130);
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static async Task<int> EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        string error = await process.StandardError.ReadToEndAsync(limit.Token);
        await output;
        await process.WaitForExitAsync(limit.Token);
        error.ShouldNotContain("   at ");
        return process.ExitCode;
    }

    /// <summary>Until it computes its first round: it has created its records, and needs much more time than for its actors.</summary>
    private async Task WaitForTrainingAsync(Process process)
    {
        await WaitAsync(process, () => File.Exists(Path("out", "s-fedpg-seed0", "rounds.csv")));
        await WaitForWorkAsync(process, process.TotalProcessorTime.TotalSeconds + 0.7);
    }

    /// <summary>Until it has computed longer than it takes to start.</summary>
    private static Task WaitForWorkAsync(Process process, double seconds) =>
        WaitAsync(process, () => process.TotalProcessorTime >= TimeSpan.FromSeconds(seconds));

    private static async Task WaitAsync(Process process, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            process.HasExited.ShouldBeFalse();
            await timer.WaitForNextTickAsync(limit.Token);
            process.Refresh();
        }
    }

    [Fact]
    public async Task A_report_of_many_marked_curves_writes_nothing_to_standard_error()
    {
        // Skia's own complaints pass the console by: only a process shows them.
        string variants = string.Join('\n', Enumerable.Range(1, 13).Select(i => $"v{i} {{ q-learning.step-size = 0.{i} }}"));
        string sweep = $$"""
            variants {
                {{variants}}
              }
              sweep { "local.steps" = [1, 2, 3] }
              local {
            """;
        string file = Write("many.conf", SmallExperiment.Replace("local {", sweep, StringComparison.Ordinal));
        (await Tool.RunAsync("run", file, "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        using var process = Start("report", Path("out"));
        var output = process.StandardOutput.ReadToEndAsync();
        (await process.StandardError.ReadToEndAsync()).ShouldBeEmpty();
        (await output).ShouldContain("v13");
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
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
        (await error).ShouldBeEmpty();
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { System.IO.Path.Combine(AppContext.BaseDirectory, "FedPG.Cli.dll") },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }.With(arguments))!;
}

file static class ProcessStartInfoExtensions
{
    public static ProcessStartInfo With(this ProcessStartInfo info, string[] arguments)
    {
        foreach (string argument in arguments) info.ArgumentList.Add(argument);
        return info;
    }
}

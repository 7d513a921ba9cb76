using System.Diagnostics;
using System.Globalization;

namespace FedPG.Cli.Tests;

/// <summary>The real process, killed without warning and resumed: the bytes are those of a run that was left alone.</summary>
public class KillTests : Workspace
{
    /// <summary>The number of times a process is killed; an environment variable raises it.</summary>
    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("FEDPG_TEST_KILLS") ?? "6", CultureInfo.InvariantCulture);

    /// <summary>When: from before the process has read its arguments to the middle of its runs.</summary>
    private const int LatestMilliseconds = 3000;

    private const string Experiment = """
        fedpg {
          name = killed
          rounds = 3000
          agents = 6
          variants {
            finite {
              environment.type = synthetic
            }
            sparse {
              rounds = 150
              environment {
                type = file
                path = way.mdp.json
              }
            }
            continuous {
              rounds = 1500
              environment.type = cart-pole
              algorithm = b-rs-fedpg
              policy.bits = 2
              entropy.threshold = none
              local.baseline = mean
              evaluation.episodes = 2
            }
          }
          local {
            horizon = 10
            batch = 10
          }
          faults {
            crash.probability = 0.05
            dropout.probability = 0.05
            straggler.speed-spread = 0.5
          }
          server {
            quorum = 0.7
            late-updates = next-round
          }
          evaluation {
            every = 7
            references = false
          }
          diagnostics {
            agents-every = 70
          }
          checkpoint {
            every = 5
            interval = 20ms
          }
        }
        """;

    [Fact]
    public async Task A_process_that_is_killed_in_its_first_seconds_is_resumed_to_the_same_bytes()
    {
        Write("way.mdp.json", LongWay.Text());
        string file = Write("killed.conf", Experiment);
        (await Tool.RunAsync("run", file, "--out", Path("whole"), "--quiet")).Code.ShouldBe(0);
        string expected = Contents("whole");
        var random = new System.Random(20);
        for (int kill = 0; kill < Kills; kill++)
        {
            // A folder is killed in once or twice, the second time while it is resumed or replaced.
            int delay = random.Next(LatestMilliseconds);
            string folder = $"out{kill / 2}", start = kill % 2 == 0 ? "--resume" : (kill % 4 == 1 ? "--resume" : "--overwrite");
            await KillAsync(delay, "run", file, "--out", Path(folder), "--quiet", start);
            if (kill % 2 == 0 && random.Next(2) == 0) continue;
            await FinishAsync(file, folder, expected, $"kill {kill} after {delay} ms with {start}");
        }

        for (int folder = 0; folder <= (Kills - 1) / 2; folder++) await FinishAsync(file, $"out{folder}", expected, $"folder {folder}");
    }

    private async Task FinishAsync(string file, string folder, string expected, string when)
    {
        var resumed = await Tool.RunAsync("run", file, "--out", Path(folder), "--quiet", "--resume");
        resumed.Code.ShouldBe(0, $"{when}: {resumed.Error}");
        Contents(folder).ShouldBe(expected, when);
        Directory.GetFiles(Path(folder), ".*", SearchOption.AllDirectories).ShouldBeEmpty(when);
    }

    private string Contents(string folder) => string.Join('\n', Directory.GetFiles(Path(folder), "*", SearchOption.AllDirectories)
        .Where(file => System.IO.Path.GetFileName(file) is "rounds.csv" or "agents.csv" or "policy.json" or "best-policy.json")
        .Order(StringComparer.Ordinal)
        .Select(file => $"{System.IO.Path.GetRelativePath(Path(folder), file)}\n{File.ReadAllText(file)}"));

    /// <summary>Starts the tool and kills it; one that has ended before is as good.</summary>
    private static async Task KillAsync(int milliseconds, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(System.IO.Path.Combine(AppContext.BaseDirectory, "FedPG.Cli.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(milliseconds);
        try
        {
            // The moment is any: this is no wait for something to happen.
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        string error = (await said)[1];
        if (process.ExitCode is not (0 or 137)) error.ShouldBeEmpty();
    }
}

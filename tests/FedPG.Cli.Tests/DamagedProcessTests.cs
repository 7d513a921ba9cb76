using System.Diagnostics;

namespace FedPG.Cli.Tests;

/// <summary>
/// Files with random damage, checkpoints among them, given to real processes with at most 2 GB of memory for objects: each ends by itself
/// with one of the documented exit codes, at most one line on standard error beside notes, and no stack trace. The same files every time.
/// </summary>
public class DamagedProcessTests : Workspace
{
    private const int Cases = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Damaged_files_end_real_processes_in_an_orderly_way()
    {
        var random = new System.Random(20260102);
        string experiment = Write("e.conf", $"{SmallExperiment}\n"), mdp = Write("m.mdp.json", MutationTests.Mdp);
        string policy = Write("p.json", MutationTests.Policy), template = Path("template");
        string[] often = ["--set", "rounds=20", "--set", "checkpoint.every=1", "--set", "checkpoint.interval=1ms"];
        (await Tool.RunAsync(["run", experiment, "--out", template, "--quiet", .. often])).Code.ShouldBe(0);
        File.Exists(System.IO.Path.Combine(template, "checkpoints.db")).ShouldBeTrue();
        var codes = new HashSet<int>();
        for (int i = 0; i < Cases; i++)
        {
            string folder = Path($"case{i}"), run = System.IO.Path.Combine(folder, "s-fedpg-seed0");
            Copy(template, folder);
            (string File, string[] Arguments)[] cases =
            [
                (System.IO.Path.Combine(folder, "checkpoints.db"), ["run", experiment, "--out", folder, "--resume", "--quiet", .. often]),
                (experiment, ["run", experiment, "--out", Path($"new{i}"), "--quiet", "--set", "rounds=1", "--set", "agents=5"]),
                (mdp, ["describe", "--mdp", mdp]),
                (policy, ["evaluate", "--mdp", mdp, "--policy", policy]),
                (System.IO.Path.Combine(run, "rounds.csv"), ["report", folder]),
                (System.IO.Path.Combine(folder, "summary.json"), ["report", folder]),
            ];

            // Only this test damages checkpoints.
            var (file, arguments) = i % 2 == 0 ? cases[0] : cases[1 + i / 2 % (cases.Length - 1)];

            // Without its mark a run is restored from its checkpoint, which is then read.
            if (arguments.Contains("--resume")) File.Delete(System.IO.Path.Combine(run, "run.json"));
            byte[] original = File.ReadAllBytes(file);
            File.WriteAllBytes(file, MutationTests.Damaged(original, random));
            var (code, error) = await RunAsync(arguments);
            File.WriteAllBytes(file, original);
            string what = $"case {i}: {string.Join(' ', arguments)}\n{error}";
            codes.Add(code);
            (code is 0 or 1 or 2 or 130).ShouldBeTrue($"code {code}, {what}");
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Count(line => !line.StartsWith("note:", StringComparison.Ordinal))
                .ShouldBeLessThanOrEqualTo(1, what);
            error.ShouldNotContain("   at ");
            if (error.Contains("failed unexpectedly", StringComparison.Ordinal)) Assert.Fail($"{what}\n{Details(error)}");
        }

        codes.ShouldContain(2);
    }

    private static async Task<(int Code, string Error)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "FedPG.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"fedpg {string.Join(' ', arguments)} did not end");
        }

        await output;
        return (process.ExitCode, await error);
    }

    /// <summary>The stack trace in the file that the line names.</summary>
    private static string Details(string error) =>
        File.ReadAllText(error[(error.IndexOf("details are in ", StringComparison.Ordinal) + 15)..].Trim());

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

using System.Diagnostics;

namespace FedPG.Cli.Tests;

/// <summary>The real process without permission or space to write.</summary>
public class FullDiskTests : Workspace
{
    /// <summary>An experiment that writes rows and checkpoints until nothing more can be written.</summary>
    private const string Endless = """
        fedpg {
          name = endless
          rounds = 100000000
          agents = 4
          environment {
            type = synthetic
          }
          local {
            batch = 2
            horizon = 3
          }
          evaluation {
            references = false
          }
          checkpoint {
            every = 5
            interval = 20ms
          }
        }
        """;

    [Theory]
    [InlineData("20ms")]
    [InlineData("1h")]
    public async Task When_the_disk_is_full_the_run_ends_with_one_line(string interval)
    {
        string file = Write("endless.conf", Endless);

        // No file may be longer than 200 kB: to the process it is a disk that takes no more. The signal that comes with it is left out, and
        // .NET needs another way to memory that it may execute, which otherwise is a file.
        var (code, error) = await RunAsync(
            "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 200;", "run", file, "--seeds", "0..1", "--quiet", "--out",
            Path("out"), "--set", $"fedpg.checkpoint.interval={interval}");
        code.ShouldBe(1, error);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldMatch("rounds.csv|checkpoints.db|timings.csv");

        // With room again the experiment is resumed.
        var resumed = await Tool.RunAsync(
            "run", file, "--seeds", "0..1", "--quiet", "--out", Path("out"), "--resume", "--set", "fedpg.rounds=1");
        resumed.Code.ShouldBe(2, resumed.Error);
        resumed.ErrorLines.Single().ShouldContain("of 100000000 rounds; accepted: at least 100000000 rounds");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_line()
    {
        var (code, error) = await RunAsync("", "run", Small(), "--quiet", "--out", "/proc/fedpg-out");
        code.ShouldBe(2, error);
        error.Trim().ShouldStartWith("fedpg: /proc/fedpg-out: cannot be written: ");
    }

    [Theory]
    [InlineData("exec > /dev/full;")]
    [InlineData("exec >&-;")]
    public async Task Standard_output_that_takes_nothing_is_one_line(string before)
    {
        var (code, error) = await RunAsync(before, "describe", Small());
        code.ShouldBe(1, error);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldStartWith("fedpg: standard output: cannot be written: ");
    }

    [Fact]
    public async Task A_page_where_no_file_can_be_made_is_one_line()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet", "--set", "rounds=1")).Code.ShouldBe(0);
        var report = await Tool.RunAsync("report", Path("out"), "--out", "/proc/page.html");
        report.Code.ShouldBe(2, report.Error);
        report.ErrorLines.ShouldHaveSingleItem().ShouldContain("/proc/page.html: cannot be written: ");
    }

    [Fact]
    public async Task A_page_does_not_replace_a_pipe_or_a_device()
    {
        string pipe = Path("pipe");
        using (var mkfifo = Process.Start("mkfifo", pipe)) await mkfifo.WaitForExitAsync();
        var report = await Tool.RunAsync("report", Path("out"), "--out", pipe);
        report.Code.ShouldBe(2, report.Error);
        report.ErrorLines.ShouldHaveSingleItem().ShouldContain("pipe: found a pipe; accepted: a file or a folder");
    }

    [Fact]
    public async Task The_folder_where_it_is_started_need_not_be_writable()
    {
        string[] run =
        [
            "run", Small(), "--quiet", "--out", Path("out"), "--set", "fedpg.checkpoint.every=1", "--set", "fedpg.checkpoint.interval=off",
        ];
        (await RunAsync("cd /proc;", run)).ShouldBe((0, ""));
        File.Exists(Path("out", "checkpoints.db")).ShouldBeTrue();
        (await RunAsync("cd /proc;", [.. run, "--resume", "--set", "fedpg.rounds=9"])).ShouldBe((0, ""));
        (await Tool.RunAsync("run", Small(), "--quiet", "--out", Path("whole"), "--set", "fedpg.rounds=9")).Code.ShouldBe(0);
        File.ReadAllText(Path("out", "s-fedpg-seed0", "rounds.csv"))
            .ShouldBe(File.ReadAllText(Path("whole", "s-fedpg-seed0", "rounds.csv")));
    }

    [Fact]
    public async Task Nothing_is_written_where_it_is_started()
    {
        Directory.CreateDirectory(Path("here"));
        string[] run =
        [
            "run", Small(), "--quiet", "--out", Path("out"), "--set", "fedpg.checkpoint.every=1", "--set", "fedpg.checkpoint.interval=off",
        ];
        (await RunAsync($"cd '{Path("here")}';", run)).ShouldBe((0, ""));
        Directory.EnumerateFileSystemEntries(Path("here")).ShouldBeEmpty();
    }

    /// <summary>Runs the tool as a separate process, after some shell commands.</summary>
    private static async Task<(int Code, string Error)> RunAsync(string before, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, RedirectStandardOutput = true };
        string tool = System.IO.Path.Combine(AppContext.BaseDirectory, "FedPG.Cli.dll");
        foreach (string word in (string[])["-c", $"{before} exec dotnet \"$@\"", "bash", tool, .. arguments])
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}

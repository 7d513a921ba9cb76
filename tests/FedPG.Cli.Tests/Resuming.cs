using System.Security.Cryptography;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>A folder of results that a test resumes, and comparisons of such folders.</summary>
public abstract class Resuming : Workspace
{
    /// <summary>Saves as often as possible.</summary>
    protected static readonly string[] Saving = ["--set", "checkpoint.every=1", "--set", "checkpoint.interval=off"];

    /// <summary>Late updates, agents that leave and agents that are gone for good.</summary>
    protected static readonly string[] Faults =
    [
        "--set", "faults.crash.probability=0.4", "--set", "faults.crash.max-restarts=2", "--set", "faults.straggler.speed-spread=0.5",
        "--set", "faults.dropout.probability=0.2", "--set", "server.quorum=0.6", "--set", "server.late-updates=next-round",
    ];

    /// <summary>The state of a folder during a run.</summary>
    protected static async Task Unmark(string file)
    {
        string fingerprint = JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("fingerprint").GetString()!;
        await File.WriteAllTextAsync(file, $$"""{"format":"fedpg-run/2","fingerprint":"{{fingerprint}}"}""");
    }

    /// <summary>The files that do not depend on the clock.</summary>
    protected IEnumerable<string> Contents(string folder, string run) =>
        ((string[])["rounds.csv", "diagnostics.csv", "policy.json", "best-policy.json", "agents.csv"])
        .Where(file => File.Exists(Path(folder, run, file))).Select(file => $"{file}: {File.ReadAllText(Path(folder, run, file))}");

    protected void SameFiles(string folder, string other, string run) => Contents(folder, run).ShouldBe(Contents(other, run));

    protected string Everything() =>
        string.Join('\n', Directory.GetFiles(Path("out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));

    /// <summary>The summary without wall-clock times.</summary>
    protected string Summary(string folder) =>
        string.Join(
            '\n',
            File.ReadLines(Path(folder, "summary.json"))
                .Where(
                    line => !line.Contains("elapsed", StringComparison.Ordinal) && !line.Contains("PerSecond", StringComparison.Ordinal)));
}

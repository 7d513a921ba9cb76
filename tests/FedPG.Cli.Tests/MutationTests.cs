using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FedPG.Experiments.Numpy;

namespace FedPG.Cli.Tests;

/// <summary>
/// Files with random damage, given to all verbs: each ends with one of the documented exit codes, at most one line on standard error beside
/// notes, and no stack trace. The same files every time; FEDPG_MUTATIONS asks for more than the usual number.
/// </summary>
public partial class MutationTests : Workspace
{
    internal const string Mdp = """
        {"format":"fedpg-mdp/1","discount":0.9,"initialDistribution":[0.5,0.5],"environments":[{"name":"e0",
        "transitions":[[[1,0],[0,1]],[[0.5,0.5],[0.25,0.75]]],"rewards":[[0,1],[1,0]]}]}
        """;

    internal const string Policy = """{"format":"fedpg-policy/1","parameterization":"softmax","period":1,"parameters":[[0,0],[0,0]]}""";
    private const string Control = "fedpg {\n  environment {\n    type = pendulum\n    length = 1.5\n  }\n}\n";

    private const string Features = """
        {"format":"fedpg-policy/1","parameterization":"features","structure":"bits","round":2,"policy":{"family":"softmax","bits":1,
        "features":"linear","mlp":{"hidden":[16,16]}},"parameters":[0.5,-1,2,0,0,0,1,1]}
        """;

    private const string Process = "fedpg {\n  cluster { hostname = 127.0.0.1, join-timeout = 1s }\n}\n";

    // Whatever the damage has made of them, these keep a run short.
    private static readonly string[] Short =
    [
        "--quiet", "--set", "rounds=1", "--set", "agents=5", "--set", "local.steps=1", "--set", "local.batch=2", "--set", "local.horizon=3",
    ];

    private static readonly string[] Records = ["summary.json", "experiment.conf", "provenance.json"];
    private static readonly string[] RecordsOfRun = ["rounds.csv", "timings.csv", "policy.json"];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "3", "64", "0.5", "1e-320", "1e308", "-1e308", "-0.0", "1000000000", "2147483648",
        "9223372036854775807", "1e999",
    ];

    private static readonly string[] Pieces =
    [
        "0", "-1", "1e308", "1e-320", "NaN", "null", "9223372036854775807", "2147483648", "0,5",
        "\"", "{", "}", "[", "]", ",", "=", ":", "\n", "\0", "\f",
        "\ud83d\ude00",
        "\\ud800", "${fedpg.name}", "include \"x\"", "+=", "//", "../", "true", "[[[[[[", "\u2028", "\ufeff",
    ];

    private const double MostSeconds = 10;

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("FEDPG_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : 2000;

    [Fact]
    public async Task Damaged_files_end_every_verb_in_an_orderly_way()
    {
        var random = new System.Random(20260101);
        string experiment = Write("e.conf", $"{SmallExperiment}\n"), process = Write("c.conf", Process);
        string mdp = Write("m.mdp.json", Mdp), policy = Write("p.json", Policy);
        string control = Write("d.conf", Control), actions = Write("a.json", "[[[0.5],[-1]],[[0.25]]]");
        string features = Write("f.json", Features);
        (await Tool.RunAsync("run", experiment, "--out", Path("done"), "--quiet")).Code.ShouldBe(0);
        string run = Directory.GetDirectories(Path("done")).First(each => File.Exists(System.IO.Path.Combine(each, "rounds.csv")));
        string[] report = ["report", Path("done"), "--out", Path("page.html")];
        (string File, string[] Arguments)[] quick =
        [
            .. OtherFormats(),
            (experiment, ["describe", experiment]),
            (mdp, ["describe", "--mdp", mdp]),
            (mdp, ["evaluate", "--mdp", mdp, "--policy", policy, "--horizon", "3"]),
            (policy, ["evaluate", "--mdp", mdp, "--policy", policy, "--json"]),
            (actions, ["simulate", control, "--actions", actions]),
            (features, ["simulate", control, "--policy", features, "--json"]),
            (policy, ["simulate", "--mdp", mdp, "--policy", policy, "--episodes", "2"]),
            (process, ["node", "--role", "nobody", "--config", process]),
        ];
        (string File, string[] Arguments)[] drawing =
        [
            (experiment, ["run", experiment, "--out", Path("new"), "--overwrite", .. Short]),
            (System.IO.Path.Combine(run, "run.json"), ["run", experiment, "--out", Path("done"), "--resume", "--quiet"]),
            .. Records.Select(name => (System.IO.Path.Combine(Path("done"), name), report)),
            .. RecordsOfRun.Select(name => (System.IO.Path.Combine(run, name), report)),
        ];
        var failures = new List<string>();
        var outcomes = new HashSet<(string Verb, int Code)>();
        for (int i = 0; i < Count; i++)
        {
            // Half of the cases each: a report takes fifty times as long as a description.
            var cases = random.Next(2) == 0 ? quick : drawing;
            var (file, arguments) = cases[random.Next(cases.Length)];
            byte[] original = File.ReadAllBytes(file), damaged = Damaged(original, random);
            async Task<(Tool Tool, double Seconds)> RunAsync()
            {
                File.WriteAllBytes(file, damaged);
                var clock = Stopwatch.StartNew();
                var tool = await Tool.RunAsync(arguments);
                File.WriteAllBytes(file, original);
                return (tool, clock.Elapsed.TotalSeconds);
            }

            // Other processes may have delayed it: only a case that is slow twice is slow.
            var (tool, seconds) = await RunAsync();
            if (seconds >= MostSeconds) (tool, seconds) = await RunAsync();
            string what = $"case {i}: {string.Join(' ', arguments)}\n{tool.Error}\n--- {System.IO.Path.GetFileName(file)}\n"
                + $"{Encoding.UTF8.GetString(damaged)}";
            int lines = tool.ErrorLines.Count(line => !line.StartsWith("note:", StringComparison.Ordinal));
            bool isOrderly = tool.Code is 0 or 1 or 2 or 130 && lines <= 1 && seconds < MostSeconds
                && !tool.Error.Contains("failed unexpectedly", StringComparison.Ordinal);
            if (!isOrderly) failures.Add(what);
            outcomes.Add((arguments[0], tool.Code));
        }

        failures.ShouldBeEmpty($"{failures.Count} of {Count}, the first ones:\n{string.Join("\n\n", failures.Take(6))}");

        // Damage of both kinds was met: what is refused, and what a verb goes on with.
        foreach (string verb in (string[])["convert", "describe", "evaluate", "simulate", "run", "report"])
        {
            outcomes.ShouldContain((verb, 0));
            outcomes.ShouldContain((verb, 2));
        }
    }

    /// <summary>A file of each other format, described or converted.</summary>
    private IEnumerable<(string File, string[] Arguments)> OtherFormats()
    {
        foreach (string source in Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "formats")))
        {
            string name = System.IO.Path.GetFileName(source), file = Path(name);
            File.Copy(source, file);
            string[] reward = name.StartsWith("two", StringComparison.Ordinal) && !name.EndsWith(".MDP", StringComparison.Ordinal)
                ? ["--reward", "gain"]
                : [];
            string main = System.IO.Path.GetExtension(name) is ".lab" or ".srew" or ".trew" ? Path("two.tra") : file;
            if (name == "README.md") continue;
            yield return (file, ["describe", "--references", "none", "--discount", "0.9", .. reward, "--mdp", main]);
            yield return (file, ["convert", main, "--discount", "0.9", .. reward, "--out", Path("converted.npz"), "--overwrite"]);
        }

        string[] again = ["describe", "--references", "none", "--mdp", Path("again.npz")];
        File.WriteAllBytes(Path("again.npz"), NumpyArchive.Write(
        [
            ("P", NumpyArray.OfNumbers([1, 0, 0, 1, 0.5, 0.5, 0, 1], 2, 2, 2)),
            ("R", NumpyArray.OfNumbers([0, 1, 1, 0], 2, 2)),
            ("gamma", NumpyArray.OfNumbers([0.9])),
            ("axes", NumpyArray.OfTexts(["ass"])),
        ]));
        yield return (Path("again.npz"), again);
    }

    /// <summary>Half of the damage leaves the form as it is and changes numbers; the other half takes no care.</summary>
    internal static byte[] Damaged(byte[] original, System.Random random) =>
        random.Next(2) == 0 ? Renumbered(original, random) : Torn(original, random);

    private static byte[] Renumbered(byte[] original, System.Random random)
    {
        string text = Encoding.Latin1.GetString(original);
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            var numbers = Number().Matches(text);
            if (numbers.Count == 0) break;
            var old = numbers[random.Next(numbers.Count)];
            text = string.Concat(text.AsSpan(0, old.Index), Numbers[random.Next(Numbers.Length)], text.AsSpan(old.Index + old.Length));
        }

        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex("-?[0-9][0-9.]*([eE][-+]?[0-9]+)?")]
    private static partial Regex Number();

    private static byte[] Torn(byte[] original, System.Random random)
    {
        var bytes = original.ToList();
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Count + 1), length = Math.Min(bytes.Count - at, random.Next(1, 12));
            switch (random.Next(6))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 4:
                    bytes.RemoveRange(at, length);
                    goto default;
                default: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
            }
        }

        return [.. bytes];
    }
}

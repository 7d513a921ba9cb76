using System.Diagnostics;
using System.Globalization;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Benchmarks.Comparison;

/// <summary>
/// Time and memory against the number of states in worlds with few successors: S-FedPG with two types, one agent each. Each size is
/// measured in its own process, so that its peak of memory is its own.
/// </summary>
internal static class SparseSizes
{
    /// <summary>The command that measures one size.</summary>
    public const string One = "states-of";

    private const int Rounds = 5;

    private static readonly string[] Columns = ["built", "trained round", "scored round", "peak memory"];

    /// <summary>Measures all sizes, one process after the other, and the slopes of time and memory.</summary>
    public static async Task RunAsync()
    {
        foreach (string world in (string[])["grid", "garnet"])
        {
            Console.WriteLine($"\nsizes: {world}, 4 actions, 2 types, 5 local steps of 20 trajectories of 100 steps, γ = 0.99, one thread");
            var rows = new List<(double States, double[] Numbers)>();
            foreach (int states in (int[])[100, 1_000, 10_000, 100_000, 1_000_000])
            {
                double[] found = await OwnProcessAsync(world, states);
                rows.Add((found[0], found[1..]));
                Console.WriteLine(
                    $"  {found[0],9:N0} states  built {found[1],7:F3} s   a round of training {found[2],7:F4} s, "
                    + $"with its score {found[3],7:F4} s   peak {found[4],6:N0} MB");
            }

            // The smallest size is a table.
            for (int column = 0; column < Columns.Length; column++)
            {
                var points = rows.Skip(2).Select(row => (Math.Log(row.States), Math.Log(row.Numbers[column])));
                Console.WriteLine($"  {Columns[column],-13} grows as states^{Slope([.. points]):F2} from 10^4 states");
            }
        }
    }

    /// <summary>Measures one size and prints the numbers.</summary>
    public static int Measure(string world, int states)
    {
        long start = Stopwatch.GetTimestamp();
        var environments = Build(world, states);
        double built = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var run = new FederationSpecification
        {
            Environments = environments,
            Agents = 2,
            Rounds = Rounds + 1,
            Algorithm = "s-fedpg",
            Local = new LocalOptions { Steps = 5, Batch = 20, Horizon = 100 },
        };
        var policy = new SoftmaxPolicy(environments.States, environments.Actions);
        var scorer = new PolicyScorer(new FederatedObjective(environments, run.Agents), policies: 1);
        var (trained, scored) = (new List<double>(), new List<double>());
        start = Stopwatch.GetTimestamp();
        foreach (var outcome in SequentialFederation.Run(run))
        {
            trained.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            policy.SetParameters(outcome.Parameters.AsSpan());
            scorer.Score([policy], 0);
            scored.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            start = Stopwatch.GetTimestamp();
        }

        double peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        double[] numbers = [environments.States, built, Median(trained), Median(scored), peak];
        Console.WriteLine(string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    private static EnvironmentSet Build(string world, int states)
    {
        int side = (int)Math.Round(Math.Sqrt(states));
        return world == "grid"
            ? new GridworldEnvironment { Rows = side, Columns = side, Walls = [], Goal = [side - 1, side - 1], EpsilonP = 0.2 }.Build(0.99)
            : new GarnetEnvironment { States = states }.Build(0.99);
    }

    private static async Task<double[]> OwnProcessAsync(string world, int states)
    {
        string[] arguments = [One, world, states.ToString(CultureInfo.InvariantCulture)];
        string host = Environment.ProcessPath!;
        bool isShared = Path.GetFileNameWithoutExtension(host) == "dotnet";
        var info = new ProcessStartInfo(host, isShared ? [typeof(SparseSizes).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info)!;
        string line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt((seconds.Count - 1) / 2);

    private static double Slope((double X, double Y)[] points)
    {
        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}

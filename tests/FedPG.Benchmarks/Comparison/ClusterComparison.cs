using System.Numerics;
using FedPG.Actors;
using FedPG.Actors.Tests.Cluster;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;

namespace FedPG.Benchmarks.Comparison;

/// <summary>The costs of a cluster: bytes on the wire, rounds per second, and the share of messaging in a round.</summary>
internal static class ClusterComparison
{
    private const int Edges = 8, Few = 20, Turns = 5;

    private static readonly (string Name, FederationSpecification Work, int Rounds)[] Workloads =
    [
        ("160 bytes", OfEdges(Workload.W, agents: 64), 400),
        (
            "10 kB",
            OfEdges(
                Workload.W with { Environments = new GarnetEnvironment { States = 8, Actions = 160, Branching = 3 }.Build(null) },
                agents: 64),
            120),
        ("51 kB", OfEdges(Workload.WL, agents: 8), 120),
        (
            "205 kB",
            OfEdges(
                Workload.WL with { Environments = new GarnetEnvironment { States = 16, Actions = 1600, Branching = 3 }.Build(null) },
                agents: 8),
            40),
    ];

    public static async Task RunAsync()
    {
        Console.WriteLine(
            $"\ncluster: {Edges} edges on nodes of one thread each over loopback TCP, "
            + "against one process with as many threads (at most one per core)");
        foreach (int nodes in (int[])[1, 2, 4])
        {
            await using var counted = await CountedCluster.StartAsync(nodes, isCounted: true);
            await using var cluster = await CountedCluster.StartAsync(nodes, isCounted: false);
            await using var process = ActorRuntime.Start(Math.Min(nodes, Environment.ProcessorCount));
            foreach (var (name, work, rounds) in Workloads)
            {
                long parameters = FederationCatalogue.Default.CreateAlgorithm(work).ParameterCount * (long)sizeof(double) * (nodes + Edges);
                double bytes = await BytesOfARoundAsync(counted, work, rounds);
                var (alone, together) = await RoundsASecondAsync(process, cluster.Server, work with { Rounds = rounds });
                Console.WriteLine(
                    $"  {nodes} nodes, θ of {name,-9} {bytes,11:N0} bytes per round, "
                    + $"{bytes / parameters:F3} × parameters × 8 × (nodes + edges)   "
                    + $"{together,6:F0} rounds/s, {alone,6:F0} in one process: {Math.Max(0, 1 - together / alone):P0} messaging");
            }
        }
    }

    private static FederationSpecification OfEdges(FederationSpecification work, int agents) =>
        work with { Agents = agents, EdgeSize = (int)BitOperations.RoundUpToPowerOf2((uint)(agents / Edges)) };

    /// <summary>The bytes per round: the difference between a longer and a shorter run.</summary>
    private static async Task<double> BytesOfARoundAsync(CountedCluster cluster, FederationSpecification work, int rounds)
    {
        long few = await cluster.RunAsync(work with { Rounds = Few });
        return (double)(await cluster.RunAsync(work with { Rounds = Few + rounds }) - few) / rounds;
    }

    private static async Task<(double Alone, double Together)> RoundsASecondAsync(
        IFederationRuntime process, IFederationRuntime cluster, FederationSpecification work)
    {
        var (alone, together) = (new List<double>(), new List<double>());
        for (int turn = 0; turn < Turns; turn++)
        {
            alone.Add(await SpeedAsync(process, work));
            together.Add(await SpeedAsync(cluster, work));
        }

        return (alone.Order().ElementAt(Turns / 2), together.Order().ElementAt(Turns / 2));
    }

    /// <summary>The rounds per second after the first ones, in which actors are created and the run is described to the nodes.</summary>
    private static async Task<double> SpeedAsync(IFederationRuntime runtime, FederationSpecification work)
    {
        long start = 0;
        await foreach (var outcome in runtime.RunAsync(work))
        {
            if (outcome.Round == Few / 2) start = System.Diagnostics.Stopwatch.GetTimestamp();
        }

        return (work.Rounds - Few / 2) / System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

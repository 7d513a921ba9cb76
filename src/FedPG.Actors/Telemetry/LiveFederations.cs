using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace FedPG.Actors.Telemetry;

/// <summary>What is active in this process now: read by the observable instruments, when somebody asks.</summary>
internal static class LiveFederations
{
    /// <summary>The label of edges that are trained in the server's own process.</summary>
    public const string ThisProcess = "local";

    private static readonly ConcurrentDictionary<object, Func<IReadOnlyList<NodeReading>>> s_clusters = [];

    /// <summary>A node as its server sees it now.</summary>
    /// <param name="Address">HOST:PORT.</param>
    /// <param name="IsReachable">Whether the node answers.</param>
    /// <param name="Edges">The edges of all runs on the node.</param>
    public readonly record struct NodeReading(string Address, bool IsReachable, int Edges);

    /// <summary>The active runs; the value is not used.</summary>
    public static ConcurrentDictionary<RunTelemetry, byte> Runs { get; } = [];

    /// <summary>Adds a cluster.</summary>
    /// <param name="key">The cluster's owner, by which it is removed.</param>
    /// <param name="nodes">Reads the current nodes; may be called from any thread.</param>
    public static void Add(object key, Func<IReadOnlyList<NodeReading>> nodes) => s_clusters[key] = nodes;

    /// <summary>Removes a cluster.</summary>
    public static void Remove(object key) => s_clusters.TryRemove(key, out _);

    /// <summary>The last round of each active run.</summary>
    public static IEnumerable<Measurement<int>> Rounds() => Runs.Keys.Select(run => new Measurement<int>(run.Round, run.Tags));

    /// <summary>The number of nodes that can and cannot be reached.</summary>
    public static IEnumerable<Measurement<int>> Nodes()
    {
        if (s_clusters.IsEmpty) return [];
        var nodes = s_clusters.Values.SelectMany(cluster => cluster()).ToList();
        int reachable = nodes.Count(node => node.IsReachable);
        return [State(reachable, "reachable"), State(nodes.Count - reachable, "unreachable")];

        static Measurement<int> State(int count, string state) => new(count, new KeyValuePair<string, object?>("fedpg.node.state", state));
    }

    /// <summary>The number of edges on each node.</summary>
    public static IEnumerable<Measurement<int>> Edges()
    {
        int here = Runs.Keys.Sum(run => run.LocalEdges);
        var remote = s_clusters.Values.SelectMany(cluster => cluster()).Select(node => Node(node.Edges, node.Address));
        return here > 0 ? remote.Prepend(Node(here, ThisProcess)) : remote;

        static Measurement<int> Node(int edges, string node) => new(edges, new KeyValuePair<string, object?>("fedpg.node", node));
    }
}

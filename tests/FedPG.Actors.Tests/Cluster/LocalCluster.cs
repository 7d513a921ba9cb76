using Akka.Configuration;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>A server and nodes as actor systems of one process, over TCP.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    /// <summary>Shorter times than Akka's own, which are made for networks.</summary>
    public static Config Hasty { get; } = ConfigurationFactory.ParseString("""
        akka.cluster {
          gossip-interval = 100ms
          leader-actions-interval = 100ms
          unreachable-nodes-reaper-interval = 100ms
          periodic-tasks-initial-delay = 100ms
          failure-detector.heartbeat-interval = 200ms
          failure-detector.acceptable-heartbeat-pause = 2s
        }
        akka.coordinated-shutdown.default-phase-timeout = 1s
        fedpg.actors.cluster.inquiry-interval = 500ms
        fedpg.actors.cluster.down-after = 1s
        """);

    private readonly List<(CancellationTokenSource Source, Task Work)> _nodes = [];

    private LocalCluster(ClusterRuntime server, ClusterOptions options) => (Server, Options) = (server, options);

    public ClusterRuntime Server { get; }

    /// <summary>The options by which nodes join.</summary>
    public ClusterOptions Options { get; }

    public static async Task<LocalCluster> StartAsync(int nodes, TlsOptions? tls = null)
    {
        var options = new ClusterOptions { Tls = tls ?? new TlsOptions() };
        var server = await ClusterRuntime.StartAsync(options, port: 0, Hasty);
        var cluster = new LocalCluster(server, options with { SeedNodes = [$"127.0.0.1:{server.Port}"] });
        for (int node = 0; node < nodes; node++) cluster.AddNode();
        await cluster.AwaitNodesAsync(nodes);
        return cluster;
    }

    /// <summary>Starts a node; cancelling the source makes it leave.</summary>
    public CancellationTokenSource AddNode(int threads = 1)
    {
        var source = new CancellationTokenSource();
        _nodes.Add((source, Task.Run(() => new AgentsNode(Options, threads: threads, akka: Hasty).RunAsync(source.Token))));
        return source;
    }

    public Task AwaitNodesAsync(int count) => Server.AwaitNodesAsync(count).WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Runs a federation and requires the bits of the sequential one.</summary>
    public async Task<RoundRepairs> ShouldRunAsync(FederationSpecification specification, Action<RoundOutcome>? each = null)
    {
        var repairs = default(RoundRepairs);
        var expected = SequentialFederation.Run(specification).ToList();
        int round = 0;
        await foreach (var outcome in Server.RunAsync(specification))
        {
            outcome.Parameters.ShouldBe(expected[round].Parameters);
            outcome.Refused.ShouldBe(expected[round].Refused);
            (outcome.Participants, outcome.Moved, outcome.Tally, outcome.Drift)
                .ShouldBe((expected[round].Participants, expected[round].Moved, expected[round].Tally, expected[round].Drift));
            repairs += outcome.Repairs;
            round++;
            each?.Invoke(outcome);
        }

        round.ShouldBe(expected.Count);
        return repairs;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (source, _) in _nodes) await source.CancelAsync();
        await Task.WhenAll(_nodes.Select(node => node.Work));
        await Server.DisposeAsync();
        foreach (var (source, _) in _nodes) source.Dispose();
    }
}

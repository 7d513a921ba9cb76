using Akka.Configuration;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>A server and nodes with one compute thread each, over TCP on this machine. If bytes are counted, each process is behind a
/// relay.</summary>
internal sealed class CountedCluster : IAsyncDisposable
{
    private readonly List<CountingRelay> _relays = [];
    private readonly List<Task> _nodes = [];
    private readonly CancellationTokenSource _end = new();
    private readonly bool _isCounted;
    private ClusterRuntime? _server;

    private CountedCluster(bool isCounted) => _isCounted = isCounted;

    public ClusterRuntime Server => _server!;

    /// <summary>The bytes sent between the processes, including frames, addresses, gossip and heartbeats.</summary>
    public long Bytes => _relays.Sum(relay => relay.Bytes);

    public static async Task<CountedCluster> StartAsync(int nodes, bool isCounted)
    {
        var cluster = new CountedCluster(isCounted);
        var (port, akka) = cluster.Place();
        cluster._server = await ClusterRuntime.StartAsync(new ClusterOptions(), port, akka);
        var options = new ClusterOptions { SeedNodes = [$"127.0.0.1:{cluster.Server.Port}"] };
        for (int node = 0; node < nodes; node++) cluster.Join(options);
        await cluster.Server.AwaitNodesAsync(nodes).WaitAsync(TimeSpan.FromSeconds(60));
        return cluster;
    }

    /// <summary>Runs a federation, and counts the bytes until its last round.</summary>
    public async Task<long> RunAsync(FederationSpecification specification)
    {
        long before = Bytes;
        await foreach (var outcome in Server.RunAsync(specification)) GC.KeepAlive(outcome);
        return Bytes - before;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_nodes);
        await Server.DisposeAsync();
        foreach (var relay in _relays) relay.Dispose();
        _end.Dispose();
    }

    private void Join(ClusterOptions options)
    {
        var (port, akka) = Place();
        _nodes.Add(Task.Run(() => new AgentsNode(options, port, threads: 1, akka).RunAsync(_end.Token)));
    }

    /// <summary>The address a process listens on, and the address others use.</summary>
    private (int Port, Config Akka) Place()
    {
        const string Quick = "akka.coordinated-shutdown.default-phase-timeout = 1s\n";
        if (!_isCounted) return (0, ConfigurationFactory.ParseString(Quick));
        int port = CountingRelay.FreePort();
        var relay = CountingRelay.To(port);
        _relays.Add(relay);
        return (
            port,
            ConfigurationFactory.ParseString(FormattableString.Invariant($"{Quick}akka.remote.dot-netty.tcp.public-port = {relay.Port}")));
    }
}

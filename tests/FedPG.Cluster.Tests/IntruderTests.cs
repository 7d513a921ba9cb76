using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;

namespace FedPG.Cluster.Tests;

/// <summary>Peers that are not members of the cluster: whatever they send, nodes survive and no average contains it.</summary>
public class IntruderTests : ClusterBench
{
    [Fact]
    public async Task Garbage_unknown_manifests_and_malformed_payloads_crash_no_process_and_enter_no_average()
    {
        string file = Write("intruder.conf", Experiment()), config = Config();
        var run = StartRun(config, file, "out");
        var worker = StartNode(config);
        int node = await worker.AwaitJoinedAsync();
        (await AwaitRowsAsync("out", more: 5, run)).ShouldBeTrue(run.Error);
        foreach (int port in (int[])[Port, node])
        {
            await SendGarbageAsync(port);
            await SendMessagesAsync(port);
        }

        (await AwaitRowsAsync("out", more: 5, run)).ShouldBeTrue(run.Error);
        worker.HasExited.ShouldBeFalse(worker.Error);
        await EndAsync(file, "out", run);
        worker.HasExited.ShouldBeFalse(worker.Error);
    }

    /// <summary>Bytes that are not frames, frames with an excessive length, and frames of noise.</summary>
    private static async Task SendGarbageAsync(int port)
    {
        var random = new System.Random(5);
        foreach (int length in (int[])[1, 4, 100, 5000, 200_000])
        {
            foreach (byte[] head in (byte[][])[[], [255, 255, 255, 127], [255, 255, 255, 255], BitConverter.GetBytes(length)])
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                byte[] noise = new byte[length];
                random.NextBytes(noise);
                try
                {
                    await socket.GetStream().WriteAsync((byte[])[.. head, .. noise]);
                }
                catch (IOException)
                {
                    // The node has closed the connection, as it should.
                }
            }
        }
    }

    /// <summary>An actor system that uses the transport's protocol and sends nonsense to every actor it can name.</summary>
    private static async Task SendMessagesAsync(int port)
    {
        using var system = ActorSystem.Create("fedpg", ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor {
                provider = remote
                serializers.nonsense = "{{typeof(NonsenseSerializer).AssemblyQualifiedName}}"
                serialization-bindings."{{typeof(Nonsense).AssemblyQualifiedName}}" = nonsense
              }
              remote.dot-netty.tcp {
                hostname = 127.0.0.1
                port = 0
              }
            }
            """));
        string address = FormattableString.Invariant($"akka.tcp://fedpg@127.0.0.1:{port}");
        foreach (string path in (string[])["/user/host", "/user/nodes", "/user/*", "/user/*/*", "/user/*/*/*"])
        {
            var actors = system.ActorSelection(address + path);
            foreach (
                string manifest in (string[])["assignment", "update", "host", "chunk", "round-failed", "System.Diagnostics.Process", ""])
            {
                actors.Tell(new Nonsense(manifest, [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 7))]));
                actors.Tell(new Nonsense(manifest, []));
            }
        }

        // Messages arrive in order, so an answer proves that everything sent earlier has been delivered.
        await system.ActorSelection(address + "/user").ResolveOne(TimeSpan.FromSeconds(20)).ContinueWith(_ => { }, TaskScheduler.Default);
        await system.Terminate();
    }
}

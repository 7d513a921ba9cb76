using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using FedPG.Actors.Cluster;
using Microsoft.Extensions.Time.Testing;

namespace FedPG.Actors.Tests.Cluster;

public class SeedProbeTests
{
    private static readonly Address Seed = new("akka.tcp", "fedpg", "127.0.0.1", 9);

    [Fact]
    public void Pauses_double_up_to_four_seconds()
    {
        var pauses = new List<double>();
        for (var pause = Backoff.After(TimeSpan.Zero); pauses.Count < 7; pause = Backoff.After(pause)) pauses.Add(pause.TotalSeconds);
        pauses.ShouldBe([0.25, 0.5, 1, 2, 4, 4, 4]);
    }

    [Fact]
    public async Task A_seed_node_is_tried_after_each_pause_until_it_answers()
    {
        var time = new FakeTimeProvider();
        var tries = new List<double>();
        var start = time.GetUtcNow();
        Task<bool> Try(Address seed, CancellationToken token)
        {
            seed.ShouldBe(Seed);
            tries.Add((time.GetUtcNow() - start).TotalSeconds);
            return Task.FromResult(tries.Count == 7);
        }

        // Without a synchronisation context the clock runs what waits for it.
        await Task.Run(async () =>
        {
            var waiting = SeedProbe.AwaitAsync([Seed], Try, time, CancellationToken.None);
            for (int i = 0; i < 50; i++) time.Advance(TimeSpan.FromMilliseconds(250));
            await waiting;
        });
        tries.ShouldBe([0, 0.25, 0.75, 1.75, 3.75, 7.75, 11.75]);
    }

    [Fact]
    public async Task A_token_ends_the_wait()
    {
        using var source = new CancellationTokenSource();
        var waiting = SeedProbe.AwaitAsync([Seed], (_, _) => Task.FromResult(false), new FakeTimeProvider(), source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_port_that_listens_answers_and_a_closed_port_or_an_unknown_name_does_not()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        (await SeedProbe.ConnectAsync(Seed.WithPort(port), CancellationToken.None)).ShouldBeTrue();
        listener.Stop();
        (await SeedProbe.ConnectAsync(Seed.WithPort(port), CancellationToken.None)).ShouldBeFalse();
        (await SeedProbe.ConnectAsync(Seed.WithHost("no-such-host.invalid"), CancellationToken.None)).ShouldBeFalse();
    }
}

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>Work still queued when a run ends does nothing and sends nothing.</summary>
public sealed class EndedRunTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create(
        "ended",
        ConfigurationFactory.ParseString("akka.loglevel = ERROR\nakka.loggers = []")
            .WithFallback(FederationTestSettings.Probes(threads: 4)));

    [Fact]
    public async Task Thirty_short_runs_of_half_of_the_agents_log_no_error()
    {
        var errors = new ConcurrentQueue<string>();
        var listener = _system.ActorOf(Props.Create(() => new Listener(errors)));
        _system.EventStream.Subscribe(listener, typeof(Error));
        var half = FederationCatalogue.Default.CreateParticipation(new ServerOptions { Participation = 0.5 }, new FaultOptions());
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async seed =>
        {
            var specification = Federations.Synthetic(
                agents: 40, rounds: 1 + seed % 5, edgeSize: 4) with
            { Seed = seed, Participation = half };
            RoundOutcome? last = null;
            await foreach (var outcome in ActorRuntime.On(_system).RunAsync(specification))
            {
                last = outcome;
                if (seed % 3 == 0 && outcome.Round == 1) break;
            }

            last!.Round.ShouldBeGreaterThan(0);
        }));
        await listener.GracefulStop(TimeSpan.FromSeconds(30));
        errors.ShouldBeEmpty();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    private sealed class Listener : ReceiveActor
    {
        public Listener(ConcurrentQueue<string> errors) => Receive<Error>(error => errors.Enqueue(error.ToString()));
    }
}

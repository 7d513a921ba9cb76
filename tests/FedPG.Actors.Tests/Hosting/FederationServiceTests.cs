using Akka.Actor;
using Akka.Event;
using FedPG.Actors.Hosting;
using FedPG.Actors.Tests.Telemetry;
using FedPG.Federation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FedPG.Actors.Tests.Hosting;

/// <summary>A host that does no more than <c>AddFederation()</c>.</summary>
public class FederationServiceTests
{
    [Fact]
    public async Task A_host_runs_100_rounds_with_the_sequential_bits_a_listener_sees_them_and_health_ends_with_the_actor_system()
    {
        using var measured = new Measured();
        using var log = new HostLog { AwaitedText = "a word of an actor" };
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddFederation(catalogue: Measured.Catalogue);
        using var host = builder.Build();
        await host.StartAsync();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var healthy = await health.CheckHealthAsync();
        healthy.Status.ShouldBe(HealthStatus.Healthy);
        healthy.Entries["FedPG"].Tags.ShouldBe(["akka", "fedpg", "ready"], ignoreOrder: true);

        var specification = Measured.Run(rounds: 100);
        var last = await LastAsync(host.Services.GetRequiredService<IFederationRuntime>(), specification);
        last.Round.ShouldBe(100);
        last.Parameters.ShouldBe((await LastAsync(new SequentialRuntime(Measured.Catalogue), specification)).Parameters);
        measured.Of("fedpg.rounds").Sum().ShouldBe(100);

        system.Log.Warning("a word of an actor");
        await log.Awaited.WaitAsync(TimeSpan.FromSeconds(30));
        await system.Terminate();
        var ended = await health.CheckHealthAsync();
        ended.Entries.Values.Select(entry => entry.Status).Distinct().ShouldBe([HealthStatus.Unhealthy]);
        ended.Entries["FedPG"].Description.ShouldBe("the actor system has ended");
        await host.StopAsync();
    }

    private static async Task<RoundOutcome> LastAsync(IFederationRuntime runtime, Algorithms.FederationSpecification specification)
    {
        RoundOutcome? last = null;
        await foreach (var outcome in runtime.RunAsync(specification)) last = outcome;
        return last!;
    }
}

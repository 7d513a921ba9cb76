using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using FedPG.Actors.Cluster;
using FedPG.Actors.Hosting;
using FedPG.Actors.Options;
using FedPG.Actors.Tests.Cluster;
using FedPG.Federation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FedPG.Actors.Tests.Hosting;

public class FederationHostingTests
{
    [Fact]
    public async Task A_hosted_actor_system_runs_federations_with_the_same_bits()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAkka(
            "service", akka => akka.AddHocon(QuietLog.Settings, HoconAddMode.Prepend).WithFederation(threads: 2));
        using var host = builder.Build();
        await host.StartAsync();
        var runtime = ActorRuntime.On(host.Services.GetRequiredService<ActorSystem>());
        RoundOutcome? last = null;
        await foreach (var outcome in runtime.RunAsync(Federations.Synthetic())) last = outcome;
        last!.Parameters.ShouldBe(SequentialFederation.Run(Federations.Synthetic()).Last().Parameters);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_hosted_server_and_a_hosted_node_are_a_cluster()
    {
        using var serverHost = Member(akka => akka.WithFederationServer(new ClusterOptions(), port: 0));
        await serverHost.StartAsync();
        var runtime = serverHost.Services.GetRequiredService<IFederationRuntime>();
        var address = Akka.Cluster.Cluster.Get(serverHost.Services.GetRequiredService<ActorSystem>()).SelfAddress;
        var options = new ClusterOptions { SeedNodes = [$"127.0.0.1:{address.Port}"] };
        using var nodeHost = Member(akka => akka.WithFederationNode(options, threads: 1));
        await nodeHost.StartAsync();
        foreach (var host in (IHost[])[serverHost, nodeHost])
        {
            host.Services.GetRequiredService<ActorSystem>().Settings.Config
                .GetBoolean("akka.actor.serialization-settings.allow-unregistered-types").ShouldBeFalse();
            await ShouldBecomeHealthyAsync(host);
        }

        serverHost.Services.GetRequiredService<IActorRegistry>().Get<ClusterRuntime>().Path.Parent.Name.ShouldBe("user");
        nodeHost.Services.GetRequiredService<IActorRegistry>().Get<AgentsNode>().Path.Name.ShouldBe("host");
        RoundOutcome? last = null;
        await foreach (var outcome in runtime.RunAsync(Federations.Synthetic())) last = outcome;
        last!.Parameters.ShouldBe(SequentialFederation.Run(Federations.Synthetic()).Last().Parameters);
        await nodeHost.StopAsync();
        await serverHost.StopAsync();
    }

    /// <summary>A host starts before its process has joined the cluster.</summary>
    private static async Task ShouldBecomeHealthyAsync(IHost host)
    {
        var health = host.Services.GetRequiredService<HealthCheckService>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await health.CheckHealthAsync(limit.Token)).Status != HealthStatus.Healthy) await Task.Delay(50, limit.Token);
    }

    private static IHost Member(Action<AkkaConfigurationBuilder> member)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddFederation(akka =>
        {
            akka.AddHocon(QuietLog.Settings.WithFallback(LocalCluster.Hasty), HoconAddMode.Prepend);
            member(akka);
        });
        return builder.Build();
    }

    [Fact]
    public async Task A_system_that_was_not_set_up_is_refused_with_what_to_do()
    {
        using var system = ActorSystem.Create("bare", QuietLog.Settings);
        Should.Throw<ConfigurationException>(() => ActorRuntime.On(system)).Message.ShouldContain("WithFederation()");
        await system.Terminate();
    }
}

using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using FedPG.Actors.Cluster;
using FedPG.Actors.Hosting;
using FedPG.Actors.Options;
using FedPG.Actors.Tests.Cluster;
using FedPG.Federation;
using Microsoft.Extensions.DependencyInjection;
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
        var server = Host.CreateApplicationBuilder();
        server.Logging.ClearProviders();
        server.Services.AddAkka(
            "service", akka =>
                akka.AddHocon(QuietLog.Settings.WithFallback(LocalCluster.Hasty), HoconAddMode.Prepend)
                .WithFederationServer(new ClusterOptions(), port: 0));
        using var serverHost = server.Build();
        await serverHost.StartAsync();
        await using var runtime = ClusterRuntime.On(serverHost.Services.GetRequiredService<ActorSystem>());
        var node = Host.CreateApplicationBuilder();
        node.Logging.ClearProviders();
        var options = new ClusterOptions { SeedNodes = [$"127.0.0.1:{runtime.Port}"] };
        node.Services.AddAkka(
            "service", akka =>
                akka.AddHocon(QuietLog.Settings.WithFallback(LocalCluster.Hasty), HoconAddMode.Prepend)
                .WithFederationNode(options, threads: 1));
        using var nodeHost = node.Build();
        await nodeHost.StartAsync();
        foreach (var host in (IHost[])[serverHost, nodeHost])
        {
            host.Services.GetRequiredService<ActorSystem>().Settings.Config
                .GetBoolean("akka.actor.serialization-settings.allow-unregistered-types").ShouldBeFalse();
        }

        await runtime.AwaitNodesAsync(1);
        RoundOutcome? last = null;
        await foreach (var outcome in runtime.RunAsync(Federations.Synthetic())) last = outcome;
        last!.Parameters.ShouldBe(SequentialFederation.Run(Federations.Synthetic()).Last().Parameters);
        await nodeHost.StopAsync();
        await serverHost.StopAsync();
    }

    [Fact]
    public async Task A_system_that_was_not_set_up_is_refused_with_what_to_do()
    {
        using var system = ActorSystem.Create("bare", QuietLog.Settings);
        Should.Throw<ConfigurationException>(() => ActorRuntime.On(system)).Message.ShouldContain("WithFederation()");
        await system.Terminate();
    }
}

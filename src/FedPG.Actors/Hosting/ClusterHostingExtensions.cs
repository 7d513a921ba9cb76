using Akka.Hosting;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Federation;

namespace FedPG.Actors.Hosting;

/// <summary>Adds members of a federation's cluster to an application that configures its actor system with Akka.Hosting.</summary>
public static class ClusterHostingExtensions
{
    /// <summary>
    /// Makes the actor system a node of a federation's cluster, which trains agents for the cluster's servers. The actor that hosts the
    /// runs is registered with the key <see cref="AgentsNode"/>.
    /// </summary>
    /// <param name="builder">The actor system's builder. All actor systems of a cluster have the same name; the command-line tool uses
    /// <c>fedpg</c>.</param>
    /// <param name="options">The cluster's settings; <see cref="ClusterOptions.SeedNodes"/> are required.</param>
    /// <param name="port">The port to listen on; 0 = any free port.</param>
    /// <param name="threads">Compute threads; 0 = one per core.</param>
    /// <param name="catalogue">What the names in a run's specification stand for; <see cref="FederationCatalogue.Default"/> when
    /// null.</param>
    /// <exception cref="SpecificationException">A certificate is missing. If no seed node can be joined in time, the host fails to
    /// start.</exception>
    public static AkkaConfigurationBuilder WithFederationNode(
        this AkkaConfigurationBuilder builder, ClusterOptions options, int port = 0, int threads = 0, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return builder.WithMember(options, [ClusterRole.Agents], port, threads, catalogue)
            .StartActors((system, registry) => registry.Register<AgentsNode>(
                system.ActorOf(NodeHost.Props(catalogue ?? FederationCatalogue.Default), NodeHost.Name)))
            .AddStartup((system, _) => ClusterSystem.JoinAsync(
                system, options, mayBegin: false, catalogue ?? FederationCatalogue.Default, CancellationToken.None));
    }

    /// <summary>Makes the actor system the server of a federation's cluster; run federations with
    /// <see cref="ClusterRuntime.On"/>.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="options">The cluster's settings; without <see cref="ClusterOptions.SeedNodes"/> the server forms a new cluster.</param>
    /// <param name="port">The port to listen on.</param>
    /// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    /// <exception cref="SpecificationException">A certificate is missing. If no seed node can be joined in time, the host fails to
    /// start.</exception>
    public static AkkaConfigurationBuilder WithFederationServer(
        this AkkaConfigurationBuilder builder, ClusterOptions options, int port = 4053, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder.WithMember(options, [ClusterRole.Server, ClusterRole.Runner], port, threads: 1, catalogue)
            .AddStartup((system, _) => ClusterSystem.JoinAsync(
                system, options, mayBegin: true, catalogue ?? FederationCatalogue.Default, CancellationToken.None));
    }

    private static AkkaConfigurationBuilder WithMember(
        this AkkaConfigurationBuilder builder, ClusterOptions options, string[] roles, int port, int threads,
        FederationCatalogue? catalogue)
    {
        if (options.Tls.Enabled) builder.AddSetup(MutualTls.Setup(options.Tls));
        var member = ClusterSystem.Configuration(options, roles, port, threads, catalogue ?? FederationCatalogue.Default);
        return builder.AddHocon(FederationHostingExtensions.EndsWithHost, HoconAddMode.Prepend)
            .AddHocon(member, HoconAddMode.Append);
    }
}

using Akka.Configuration;
using Akka.Hosting;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Federation;

namespace FedPG.Actors.Hosting;

/// <summary>Members of a federation's cluster in an application that sets its actor system up with Akka.Hosting.</summary>
public static class ClusterHostingExtensions
{
    /// <summary>
    /// The federation's messages have a serializer of their own, whatever the service does with its other messages. In a process that does
    /// nothing else (`fedpg node`) no other message travels at all; a service may set this to off and bind what it sends.
    /// </summary>
    private static readonly Config OwnSerializers = ConfigurationFactory.ParseString(
        "akka.actor.serialization-settings.allow-unregistered-types = on");

    /// <summary>Makes the actor system a node of a federation's cluster: it trains agents for the servers it finds there.</summary>
    /// <param name="builder">The actor system's builder; all systems of a cluster have one name, that of the tool is <c>fedpg</c>.</param>
    /// <param name="options">How it takes part; <see cref="ClusterOptions.SeedNodes"/> are needed.</param>
    /// <param name="port">The port it listens on; 0 is any free one.</param>
    /// <param name="threads">Compute threads; 0 = one a core.</param>
    /// <param name="catalogue">What the names in a run's specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    /// <exception cref="SpecificationException">A certificate is missing. That nobody could be joined in time fails the host's start.</exception>
    public static AkkaConfigurationBuilder WithFederationNode(
        this AkkaConfigurationBuilder builder, ClusterOptions options, int port = 0, int threads = 0, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return builder.WithMember(options, [ClusterRole.Agents], port, threads, catalogue)
            .StartActors((system, _) => system.ActorOf(NodeHost.Props(catalogue ?? FederationCatalogue.Default), NodeHost.Name))
            .AddStartup((system, _) => ClusterSystem.JoinAsync(
                system, options, mayBegin: false, catalogue ?? FederationCatalogue.Default, CancellationToken.None));
    }

    /// <summary>Makes the actor system the server of a federation's cluster; run federations on <see cref="ClusterRuntime.On"/>.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="options">How it takes part; without <see cref="ClusterOptions.SeedNodes"/> it begins the cluster.</param>
    /// <param name="port">The port it listens on.</param>
    /// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    /// <exception cref="SpecificationException">A certificate is missing. That nobody could be joined in time fails the host's start.</exception>
    public static AkkaConfigurationBuilder WithFederationServer(
        this AkkaConfigurationBuilder builder, ClusterOptions options, int port = 4053, FederationCatalogue? catalogue = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder.WithMember(options, [ClusterRole.Server, ClusterRole.Runner], port, threads: 1, catalogue)
            .AddStartup((system, _) => ClusterSystem.JoinAsync(
                system, options, mayBegin: true, catalogue ?? FederationCatalogue.Default, CancellationToken.None));
    }

    private static AkkaConfigurationBuilder WithMember(
        this AkkaConfigurationBuilder builder, ClusterOptions options, string[] roles, int port, int threads, FederationCatalogue? catalogue)
    {
        if (options.Tls.Enabled) builder.AddSetup(MutualTls.Setup(options.Tls));
        var member = ClusterSystem.Configuration(options, roles, port, threads, catalogue ?? FederationCatalogue.Default);
        return builder.AddHocon(FederationHostingExtensions.EndsWithHost, HoconAddMode.Prepend)
            .AddHocon(OwnSerializers.WithFallback(member), HoconAddMode.Append);
    }
}

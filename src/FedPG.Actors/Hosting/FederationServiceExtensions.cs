using Akka.Actor;
using Akka.Hosting;
using FedPG.Actors.Cluster;
using FedPG.Federation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FedPG.Actors.Hosting;

/// <summary>Adds federations to the services of a .NET host.</summary>
public static class FederationServiceExtensions
{
    /// <summary>
    /// Adds an actor system for federations, an <see cref="IFederationRuntime"/> that runs them on it, and health checks. Akka's log goes
    /// to the host's loggers. On a cluster's server the runtime is a <see cref="ClusterRuntime"/>, else an <see cref="ActorRuntime"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Configures the actor system, with <c>WithFederation</c>, <c>WithFederationServer</c> or
    /// <c>WithFederationNode</c> among others; null = <c>WithFederation()</c>.</param>
    /// <param name="name">The actor system's name; all actor systems of a cluster have the same one.</param>
    /// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    public static IServiceCollection AddFederation(
        this IServiceCollection services,
        Action<AkkaConfigurationBuilder>? configure = null,
        string name = "fedpg",
        FederationCatalogue? catalogue = null)
    {
        services.AddHealthChecks();
        services.AddAkka(name, akka =>
        {
            akka.ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            });
            if (configure is null) akka.WithFederation();
            else configure(akka);
            akka.WithFederationHealthChecks();
        });
        return services.AddFederationRuntime(catalogue);
    }

    /// <summary>Adds only the <see cref="IFederationRuntime"/>, for a host whose actor system is set up by <c>AddAkka</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="catalogue">As in <see cref="AddFederation"/>.</param>
    public static IServiceCollection AddFederationRuntime(this IServiceCollection services, FederationCatalogue? catalogue = null) =>
        services.AddSingleton<IFederationRuntime>(
            provider => HostedRuntime.On(provider.GetRequiredService<ActorSystem>(), catalogue));

    /// <summary>
    /// Adds two health checks: whether the actor system runs (Akka.Hosting's own), and <c>FedPG</c> with the tags <c>fedpg</c> and
    /// <c>ready</c>, whether it can do its part now. A node can while it reaches a server of its cluster.
    /// </summary>
    /// <param name="builder">The actor system's builder.</param>
    public static AkkaConfigurationBuilder WithFederationHealthChecks(this AkkaConfigurationBuilder builder) => builder
        .WithActorSystemLivenessCheck()
        .WithHealthCheck(FederationReadiness.Name, new FederationReadiness(), HealthStatus.Unhealthy, ["fedpg", "ready"]);
}

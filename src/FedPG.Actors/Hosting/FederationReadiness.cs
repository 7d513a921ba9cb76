using Akka.Hosting;
using FedPG.Actors.Cluster;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FedPG.Actors.Hosting;

/// <summary>The health check of a federation's actor system: whether it can do its part now.</summary>
internal sealed class FederationReadiness : IAkkaHealthCheck
{
    public const string Name = "FedPG";

    public Task<HealthCheckResult> CheckHealthAsync(AkkaHealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? obstacle = ClusterReadiness.Obstacle(context.ActorSystem);
        return Task.FromResult(
            obstacle is null ? HealthCheckResult.Healthy("ready") : new HealthCheckResult(context.Registration.FailureStatus, obstacle));
    }
}

using Akka.Actor;
using Akka.Hosting;
using FedPG.Actors.Cluster;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Hosting;

/// <summary>The runtime of a host's actor system. It is not disposed by the container: it ends with the actor system.</summary>
internal sealed class HostedRuntime(IFederationRuntime runtime) : IFederationRuntime
{
    public FederationCatalogue Catalogue => runtime.Catalogue;

    /// <summary>A runtime for the system's role: a cluster's server uses the cluster's nodes.</summary>
    public static HostedRuntime On(ActorSystem system, FederationCatalogue? catalogue)
    {
        bool isServer = system.Settings.HasCluster && Akka.Cluster.Cluster.Get(system).SelfRoles.Contains(ClusterRole.Runner);
        if (!isServer) return new HostedRuntime(ActorRuntime.On(system, catalogue: catalogue));
        var cluster = ClusterRuntime.On(system, catalogue: catalogue);
        ActorRegistry.For(system).TryRegister<ClusterRuntime>(cluster.Watcher);
        return new HostedRuntime(cluster);
    }

    public IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, CancellationToken cancellationToken = default) =>
        runtime.RunAsync(specification, start, cancellationToken);
}

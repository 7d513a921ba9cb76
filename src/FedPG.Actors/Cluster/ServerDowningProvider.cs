using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>Makes Akka.Cluster down members by <see cref="DowningRule"/>; named in cluster.conf.</summary>
/// <param name="system">The actor system.</param>
/// <param name="cluster">The cluster it is a member of.</param>
internal sealed class ServerDowningProvider(ActorSystem system, Akka.Cluster.Cluster cluster) : IDowningProvider
{
    /// <summary>Zero: a partitioned server that still believes it leads cannot write checkpoints of a run that another server has
    /// continued.</summary>
    public TimeSpan DownRemovalMargin => TimeSpan.Zero;

    /// <inheritdoc/>
    public Props DowningActorProps { get; } = Props.Create(() => new DowningActor(cluster))
        .WithDispatcher(system.Settings.Config.GetString("akka.cluster.use-dispatcher"));
}

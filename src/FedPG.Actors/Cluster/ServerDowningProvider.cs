using Akka.Actor;
using Akka.Cluster;

namespace FedPG.Actors.Cluster;

/// <summary>Has Akka.Cluster give members up by <see cref="DowningRule"/>; named in cluster.conf.</summary>
/// <param name="system">The actor system.</param>
/// <param name="cluster">The cluster it is a member of.</param>
public sealed class ServerDowningProvider(ActorSystem system, Akka.Cluster.Cluster cluster) : IDowningProvider
{
    /// <summary>None: a server that was cut off and takes itself for the leader cannot write what another has gone on with.</summary>
    public TimeSpan DownRemovalMargin => TimeSpan.Zero;

    /// <inheritdoc/>
    public Props DowningActorProps { get; } = Props.Create(() => new DowningActor(cluster)).WithDispatcher(system.Settings.Config.GetString("akka.cluster.use-dispatcher"));
}

using Akka.Actor;

namespace FedPG.Actors.Cluster;

/// <summary>
/// What this process reaches itself. A cluster calls a member unreachable as soon as any other member cannot reach it; but nodes do not
/// need each other, and a node whose link to the server is cut must not make the other nodes believe that the server is gone.
/// </summary>
internal static class OwnReach
{
    /// <summary>Whether this process exchanges heartbeats with a member, and they arrive. In clusters of more than ten members a process
    /// exchanges them with some members only: of the others it knows what the cluster says.</summary>
    public static bool Includes(Akka.Cluster.Cluster cluster, Address address) =>
        cluster.FailureDetector.IsMonitoring(address) && cluster.FailureDetector.IsAvailable(address);
}

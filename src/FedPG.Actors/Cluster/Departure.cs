using Akka.Actor;

namespace FedPG.Actors.Cluster;

/// <summary>How a member leaves its cluster when its process ends.</summary>
internal static class Departure
{
    /// <summary>The longest wait for the other members. They agree that one leaves only when all of them can be reached.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Leaves and ends the actor system. If the other members do not agree in time, both continue after this method.</summary>
    public static async Task LeaveAsync(ActorSystem system)
    {
        var leaving = CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        var ending = Task.WhenAll(leaving, system.WhenTerminated);
        if (await Task.WhenAny(ending, Task.Delay(Patience)).ConfigureAwait(false) == ending) await ending.ConfigureAwait(false);
    }
}

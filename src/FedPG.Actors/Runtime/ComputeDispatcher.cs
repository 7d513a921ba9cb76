using Akka.Configuration;

namespace FedPG.Actors.Runtime;

/// <summary>
/// The dispatchers of a federation's actors. Agents train on dedicated threads, one message at a time, so that training never blocks the
/// thread pool that runs Akka's own actors, timers and heartbeats. Edges, nodes and the server have a dispatcher for routing.
/// </summary>
internal static class ComputeDispatcher
{
    public const string Id = "fedpg.actors.compute-dispatcher";

    /// <summary>The dispatcher of edges, nodes and the server.</summary>
    public const string ProtocolId = "fedpg.actors.protocol-dispatcher";

    /// <summary>The dispatchers' configuration.</summary>
    /// <param name="threads">Compute threads; 0 = one per core.</param>
    public static Config Configuration(int threads)
    {
        int count = threads > 0 ? threads : Environment.ProcessorCount;
        return ConfigurationFactory.ParseString($"{Id}.threads = {count}")
            .WithFallback(ActorConfiguration.Reference);
    }
}

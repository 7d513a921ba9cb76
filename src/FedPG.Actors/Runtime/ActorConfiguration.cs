using Akka.Configuration;

namespace FedPG.Actors.Runtime;

/// <summary>The configuration that comes with the actor layer.</summary>
internal static class ActorConfiguration
{
    /// <summary>Dispatchers and serializers, for every actor system of a federation.</summary>
    public static Config Reference => Resource("reference");

    /// <summary>One of the configuration files in this assembly.</summary>
    public static Config Resource(string name) => ConfigurationFactory.FromResource($"FedPG.Actors.{name}.conf", typeof(ActorConfiguration).Assembly);
}

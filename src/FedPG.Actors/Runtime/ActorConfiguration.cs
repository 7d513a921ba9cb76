using Akka.Configuration;

namespace FedPG.Actors.Runtime;

/// <summary>The configuration files embedded in this assembly.</summary>
internal static class ActorConfiguration
{
    /// <summary>Dispatchers and serializers, for every actor system of a federation.</summary>
    public static Config Reference => Resource("reference");

    /// <summary>Loads a file by name, without the extension.</summary>
    public static Config Resource(string name) =>
        ConfigurationFactory.FromResource($"FedPG.Actors.{name}.conf", typeof(ActorConfiguration).Assembly);
}

using Akka.Configuration;
using Akka.Hosting;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Hosting;

/// <summary>Adds federations to an application that configures its actor system with Akka.Hosting.</summary>
public static class FederationHostingExtensions
{
    /// <summary>
    /// The host stops the services that use the actor system before the system itself. Akka's own process-exit hook would stop the system
    /// first.
    /// </summary>
    internal static readonly Config EndsWithHost = ConfigurationFactory.ParseString("""
        akka.coordinated-shutdown {
          run-by-clr-shutdown-hook = off
          exit-clr = off
        }
        """);

    /// <summary>Adds the dispatchers and serializers of federations to the actor system; run federations with
    /// <see cref="ActorRuntime.On"/>.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="threads">Compute threads; 0 = one per core.</param>
    public static AkkaConfigurationBuilder WithFederation(this AkkaConfigurationBuilder builder, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return builder.AddHocon(EndsWithHost, HoconAddMode.Prepend).AddHocon(ComputeDispatcher.Configuration(threads), HoconAddMode.Append);
    }
}

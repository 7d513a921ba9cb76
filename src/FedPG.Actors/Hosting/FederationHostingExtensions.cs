using Akka.Configuration;
using Akka.Hosting;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Hosting;

/// <summary>Federations in an application that sets its actor system up with Akka.Hosting.</summary>
public static class FederationHostingExtensions
{
    /// <summary>
    /// The host ends the services that use the actor system and then the system. Akka's own hook at the process's end would be there first.
    /// </summary>
    internal static readonly Config EndsWithHost = ConfigurationFactory.ParseString("""
        akka.coordinated-shutdown {
          run-by-clr-shutdown-hook = off
          exit-clr = off
        }
        """);

    /// <summary>Adds what federations need to the actor system; run them with <see cref="ActorRuntime.On"/>.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="threads">Compute threads; 0 = one a core.</param>
    public static AkkaConfigurationBuilder WithFederation(this AkkaConfigurationBuilder builder, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return builder.AddHocon(EndsWithHost, HoconAddMode.Prepend).AddHocon(ComputeDispatcher.Configuration(threads), HoconAddMode.Append);
    }
}

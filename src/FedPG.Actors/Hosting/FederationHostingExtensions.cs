using Akka.Hosting;
using FedPG.Actors.Runtime;

namespace FedPG.Actors.Hosting;

/// <summary>Federations in an application that sets its actor system up with Akka.Hosting.</summary>
public static class FederationHostingExtensions
{
    /// <summary>Adds what federations need to the actor system; run them with <see cref="ActorRuntime.On"/>.</summary>
    /// <param name="builder">The actor system's builder.</param>
    /// <param name="threads">Compute threads; 0 = one a core.</param>
    public static AkkaConfigurationBuilder WithFederation(this AkkaConfigurationBuilder builder, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return builder.AddHocon(ComputeDispatcher.Configuration(threads), HoconAddMode.Append);
    }
}

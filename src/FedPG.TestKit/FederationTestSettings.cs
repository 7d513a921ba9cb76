using Akka.Configuration;
using Akka.TestKit;
using FedPG.Actors.Runtime;

namespace FedPG.TestKit;

/// <summary>Configurations for the actor systems of tests.</summary>
public static class FederationTestSettings
{
    /// <summary>The configuration for probes: the compute threads that agents train on.</summary>
    /// <param name="threads">The number of compute threads, which does not affect the result.</param>
    public static Config Probes(int threads = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return ComputeDispatcher.Configuration(threads).WithFallback(Quiet);
    }

    /// <summary>
    /// The configuration for probes in virtual time: the scheduler is a <see cref="TestScheduler"/>, whose clock advances only when told
    /// to.
    /// </summary>
    /// <param name="threads">The number of compute threads, which does not affect the result.</param>
    public static Config VirtualTime(int threads = 2) =>
        ConfigurationFactory.ParseString($"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"")
            .WithFallback(Probes(threads));

    /// <summary>
    /// Scripted failures are not logged. A probe waits long for an expected message: only a failing test takes that time.
    /// </summary>
    private static Config Quiet { get; } = ConfigurationFactory.ParseString(
        """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.test.single-expect-default = 30s
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """);
}

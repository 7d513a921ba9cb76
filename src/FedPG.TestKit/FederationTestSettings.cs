using Akka.Configuration;
using Akka.TestKit;
using FedPG.Actors.Runtime;

namespace FedPG.TestKit;

/// <summary>Configurations for the actor systems of tests.</summary>
public static class FederationTestSettings
{
    /// <summary>What a test's actor system needs for the probes: the compute threads that agents train on.</summary>
    /// <param name="threads">Compute threads. The result does not depend on it.</param>
    public static Config Probes(int threads = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return ComputeDispatcher.Configuration(threads).WithFallback(Quiet);
    }

    /// <summary>The same in virtual time: the system's scheduler is a <see cref="TestScheduler"/>, whose clock stands still until it is
    /// advanced.</summary>
    /// <param name="threads">Compute threads. The result does not depend on it.</param>
    public static Config VirtualTime(int threads = 2) =>
        ConfigurationFactory.ParseString($"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"")
            .WithFallback(Probes(threads));

    /// <summary>Failures here are scripted, and no news. A probe waits long for what must come: only a test that fails takes the
    /// time.</summary>
    private static Config Quiet { get; } = ConfigurationFactory.ParseString(
        """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.test.single-expect-default = 30s
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        """);
}

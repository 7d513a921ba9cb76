using Akka.Configuration;

namespace FedPG.Actors.Tests;

/// <summary>Settings for actor systems whose failures are part of a test, so that expected failures are not logged.</summary>
internal static class QuietLog
{
    public static Config Settings { get; } = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
        }
        """);
}

using Akka.Configuration;

namespace FedPG.Actors.Tests;

/// <summary>Settings of actor systems whose failures are part of a test: what they log is no news in its output.</summary>
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

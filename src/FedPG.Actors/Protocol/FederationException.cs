using System.Globalization;

namespace FedPG.Actors.Protocol;

/// <summary>A federation cannot continue.</summary>
public sealed class FederationException : Exception
{
    /// <summary>An agent's local training kept failing.</summary>
    /// <param name="agent">The agent's number, from 0.</param>
    /// <param name="round">The round.</param>
    /// <param name="reason">The exception of the last attempt.</param>
    public FederationException(int agent, int round, Exception reason)
        : base(string.Create(CultureInfo.InvariantCulture, $"agent {agent} failed in round {round}: {Describe(reason)}"), reason) =>
        (Agent, Round) = (agent, round);

    private FederationException(string message, Exception? reason)
        : base(message, reason)
    {
    }

    /// <summary>The agent that failed, from 0; null when the failure was not in an agent's training.</summary>
    public int? Agent { get; }

    /// <summary>The round in which the agent failed; null when <see cref="Agent"/> is null.</summary>
    public int? Round { get; }

    internal static FederationException Of(Exception reason) => new($"the federation failed: {Describe(reason)}", reason);

    internal static FederationException Stopped(int round) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the federation was stopped from outside after round {round}"), null);

    private static string Describe(Exception reason) => $"{(reason as RemoteFailure)?.Kind ?? reason.GetType().Name}: {reason.Message}";
}

using System.Globalization;
using FedPG.Actors.Wire;

namespace FedPG.Actors.Protocol;

/// <summary>A federation that cannot go on.</summary>
public sealed class FederationException : Exception
{
    /// <summary>An agent's local training kept failing.</summary>
    /// <param name="agent">Which agent, from 0.</param>
    /// <param name="round">In which round.</param>
    /// <param name="reason">What its training failed with.</param>
    public FederationException(int agent, int round, Exception reason)
        : base(string.Create(CultureInfo.InvariantCulture, $"agent {agent} failed in round {round}: {Describe(reason)}"), reason) =>
        (Agent, Round) = (agent, round);

    private FederationException(string message, Exception? reason)
        : base(message, reason)
    {
    }

    /// <summary>The agent that failed, from 0; null when the failure was none of an agent's training.</summary>
    public int? Agent { get; }

    /// <summary>In which round it failed; null as above.</summary>
    public int? Round { get; }

    internal static FederationException Of(Exception reason) => new($"the federation failed: {Describe(reason)}", reason);

    internal static FederationException Stopped(int round) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the federation was stopped from outside after round {round}"), null);

    private static string Describe(Exception reason) => $"{(reason as RemoteFailure)?.Kind ?? reason.GetType().Name}: {reason.Message}";
}

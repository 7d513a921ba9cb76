namespace FedPG.Actors;

/// <summary>A run that cannot go on because an agent's local training kept failing.</summary>
public sealed class FederationException : Exception
{
    /// <summary>The failure of an agent.</summary>
    /// <param name="agent">Which agent, from 0.</param>
    /// <param name="round">In which round.</param>
    /// <param name="reason">What its training failed with.</param>
    public FederationException(int agent, int round, Exception reason)
        : base($"agent {agent} failed in round {round}: {reason.GetType().Name}: {reason.Message}", reason) =>
        (Agent, Round) = (agent, round);

    /// <summary>Which agent, from 0.</summary>
    public int Agent { get; }

    /// <summary>In which round.</summary>
    public int Round { get; }
}

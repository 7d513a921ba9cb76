namespace FedPG.Actors.Hierarchy;

/// <summary>A crash of a local training that is scheduled by the fault model.</summary>
public sealed class SimulatedCrashException : Exception
{
    /// <summary>Creates a crash.</summary>
    /// <param name="agent">The agent's number, from 0.</param>
    /// <param name="round">The round.</param>
    /// <param name="localStep">The local step, from 1.</param>
    /// <param name="isFatal">Whether the agent has used up its restarts.</param>
    public SimulatedCrashException(int agent, int round, int localStep, bool isFatal)
        : base(FormattableString.Invariant($"agent {agent} crashed in local step {localStep} of round {round}")) => IsFatal = isFatal;

    /// <summary>Whether the agent has used up its restarts.</summary>
    public bool IsFatal { get; }
}

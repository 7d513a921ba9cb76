namespace FedPG.Actors.Hierarchy;

/// <summary>A local training crashes because the fault model says so.</summary>
public sealed class SimulatedCrashException : Exception
{
    /// <summary>A crash.</summary>
    /// <param name="agent">Which agent, from 0.</param>
    /// <param name="round">In which round.</param>
    /// <param name="localStep">In which local step, from 1.</param>
    /// <param name="isFatal">Whether the agent has been restarted as often as it may.</param>
    public SimulatedCrashException(int agent, int round, int localStep, bool isFatal)
        : base(FormattableString.Invariant($"agent {agent} crashed in local step {localStep} of round {round}")) => IsFatal = isFatal;

    /// <summary>Whether the agent has been restarted as often as it may.</summary>
    public bool IsFatal { get; }
}

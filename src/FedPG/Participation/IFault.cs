namespace FedPG.Participation;

/// <summary>A simulated fault of agents: immutable settings from which every run starts a process.</summary>
public interface IFault
{
    /// <summary>
    /// Whether the fault only changes <see cref="AgentFate.Slowness"/> and <see cref="AgentFate.Delay"/>. Other faults need synchronous
    /// rounds.
    /// </summary>
    bool OnlyTakesTime => false;

    /// <summary>Starts the fault's process for one run.</summary>
    IFaultProcess Start(ScheduleKey key);
}

/// <summary>
/// Applies a fault to agents, round by round and in the order of the agents. All draws come from streams with a purpose of their own,
/// keyed by (seed, round, agent), so that faults change neither each other's draws nor those of the training.
/// </summary>
public interface IFaultProcess
{
    /// <summary>Adds this fault to an agent's fate in a round.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agent">The agent, from 0.</param>
    /// <param name="start">When the round begins, in simulated seconds.</param>
    /// <param name="fate">The fate after the faults that apply before this one; updated in place.</param>
    void Apply(int round, int agent, double start, ref AgentFate fate);

    /// <summary>
    /// Records which part of an agent's fate happens: if its training is abandoned at the round's close, later crashes do not happen.
    /// </summary>
    /// <param name="agent">An agent that trains in the round.</param>
    /// <param name="start">When the round began, in simulated seconds.</param>
    /// <param name="fate">The fate of the agent in the round.</param>
    /// <param name="until">The simulated time at which the training is abandoned, or infinity.</param>
    void Settle(int agent, double start, AgentFate fate, double until)
    {
    }

    /// <summary>
    /// The state of the process after a round: numbers from which <see cref="Restore"/> continues, none for a process that remembers
    /// nothing. With null, the default, a run that continues folds its schedule again from the first round.
    /// </summary>
    double[]? Save() => null;

    /// <summary>Continues from a saved state; called on a new process, before its first round.</summary>
    /// <param name="state">The numbers that <see cref="Save"/> has returned.</param>
    void Restore(ReadOnlySpan<double> state)
    {
    }
}

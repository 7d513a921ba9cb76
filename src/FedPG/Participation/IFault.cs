namespace FedPG.Participation;

/// <summary>A simulated fault of agents: immutable settings that every run begins a process from.</summary>
public interface IFault
{
    /// <summary>Begins the fault's process of one run.</summary>
    IFaultProcess Start(ScheduleKey key);
}

/// <summary>
/// What a fault does to agents, round after round and in agent order. Whatever it draws comes from streams of its own purpose keyed by
/// (seed, round, agent), so that faults neither shift each other nor the training.
/// </summary>
public interface IFaultProcess
{
    /// <summary>Adds this fault to an agent's fate in a round.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="agent">The agent, from 0.</param>
    /// <param name="start">When the round begins, in simulated seconds.</param>
    /// <param name="fate">What the faults before it have left of the agent's round.</param>
    void Apply(int round, int agent, double start, ref AgentFate fate);

    /// <summary>Notes what of an agent's fate happens: when its work is abandoned at the round's close, nothing after it does.</summary>
    /// <param name="agent">The agent, which trains.</param>
    /// <param name="start">When the round began.</param>
    /// <param name="fate">Its fate.</param>
    /// <param name="until">Until when its work goes on, or infinity.</param>
    void Settle(int agent, double start, AgentFate fate, double until)
    {
    }
}

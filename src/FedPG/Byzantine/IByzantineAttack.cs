using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Environments;

namespace FedPG.Byzantine;

/// <summary>
/// What Byzantine agents do instead of the algorithm: an attack on their environments, on their own updates, or a collusion that sees the
/// updates of the honest agents. Immutable and thread-safe; random numbers come from streams of their own.
/// </summary>
public interface IByzantineAttack
{
    /// <summary>Whether the Byzantine agents know the honest updates of their round and send one common update.</summary>
    bool Colludes => false;

    /// <summary>
    /// The environments in which Byzantine agents train, with the same states, actions and number of types. An attack that changes them is
    /// refused where states are continuous.
    /// </summary>
    EnvironmentSet Corrupt(EnvironmentSet environments) => environments;

    /// <summary>The environments with continuous states in which Byzantine agents train.</summary>
    internal ControlEnvironments Corrupt(ControlEnvironments environments) => environments;

    /// <summary>Replaces the update of a Byzantine agent after its training: a pure function of the arguments.</summary>
    /// <param name="task">The key of the training.</param>
    /// <param name="broadcast">The θ_r that the agent trained from.</param>
    /// <param name="update">θ^c on entry, the agent's update on return.</param>
    void Forge(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
    {
    }

    /// <summary>Computes the common update of the Byzantine agents: a pure function of the arguments.</summary>
    /// <param name="honest">The updates of the honest agents in the round, at least one. They must not be changed.</param>
    /// <param name="round">The round.</param>
    /// <param name="update">The destination of the update.</param>
    void Collude(UpdateList honest, in AggregationRound round, Span<double> update) => honest[0].CopyTo(update);
}

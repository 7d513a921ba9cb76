using FedPG.Algorithms;

namespace FedPG.Asynchrony;

/// <summary>
/// How a server without synchronous rounds moves θ, on the simulated clock of the stragglers: every agent trains without a pause, and a
/// round is one step of the server. Immutable and pure, so that the order of arrivals depends on the seed alone.
/// </summary>
public interface IServerMode
{
    /// <summary>Whether updates count that were trained from an earlier θ; if not, they are discarded when they arrive.</summary>
    bool TakesStale { get; }

    /// <summary>Whether the server moves θ now. Must become true after some number of arrivals.</summary>
    /// <param name="step">The updates that have arrived for the step, at least one.</param>
    bool IsComplete(StepProgress step);

    /// <summary>The weight, in the step's aggregate, of the mean of an agent's updates. By default their number.</summary>
    /// <param name="updates">The number of the agent's updates in the step, at least 1.</param>
    double Weight(int updates) => updates;

    /// <summary>The factor of an update's θ^c − θ. By default 1.</summary>
    /// <param name="duration">Simulated seconds that the update's training has taken.</param>
    /// <param name="mean">The time that a training takes on average over arrivals: the harmonic mean over the agents, in seconds.</param>
    double Scale(double duration, double mean) => 1;

    /// <summary>The algorithm with what this mode changes of it. By default the algorithm itself.</summary>
    /// <param name="algorithm">The algorithm, which has one phase and remembers nothing at its agents.</param>
    /// <param name="specification">The run.</param>
    /// <exception cref="SpecificationException">A setting does not fit the mode.</exception>
    IFederatedAlgorithm Apply(IFederatedAlgorithm algorithm, FederationSpecification specification) => algorithm;
}

/// <summary>The updates that have arrived for a step of the server.</summary>
/// <param name="Agents">The number of agents that have not been dropped for good.</param>
/// <param name="Updates">The number of updates.</param>
/// <param name="HarmonicMean">The harmonic mean over the agents of their numbers of updates; 0 while an agent has none.</param>
public readonly record struct StepProgress(int Agents, int Updates, double HarmonicMean);

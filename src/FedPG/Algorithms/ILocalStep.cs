namespace FedPG.Algorithms;

/// <summary>One local step of policy gradient: θ ← θ + η g(θ). Owns its buffers, so it is not thread-safe.</summary>
internal interface ILocalStep
{
    /// <summary>The largest number of agents per call: the one with the least time per agent.</summary>
    int Together => 1;

    /// <summary>Takes a step of some agents. Each result has the same bits as for an agent alone.</summary>
    /// <param name="agents">The agents, at most <see cref="Together"/>.</param>
    /// <param name="isFirst">Whether θ is still the broadcast, which many agents share.</param>
    void Apply(Span<TrainingAgent> agents, bool isFirst);
}

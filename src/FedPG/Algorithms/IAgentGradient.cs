namespace FedPG.Algorithms;

/// <summary>The gradients that one agent's local training follows. Owns its buffers, so it is not thread-safe.</summary>
internal interface IAgentGradient
{
    /// <summary>Begins an agent's local training. All draws come from the task's stream, from its beginning.</summary>
    void Begin(LocalTask task);

    /// <summary>g(θ); a sampled gradient draws new trajectories each time.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradient">The destination of g(θ).</param>
    void Compute(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>
    /// g(θ), and w g(θ') on the same trajectories, where w = p(τ|θ')/p(τ|θ) is the importance weight of a trajectory drawn with θ. Its
    /// expectation is that of g(θ').
    /// </summary>
    /// <param name="parameters">θ.</param>
    /// <param name="earlier">θ'.</param>
    /// <param name="gradient">The destination of g(θ).</param>
    /// <param name="weighted">The destination of w g(θ').</param>
    void Compare(ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, Span<double> gradient, Span<double> weighted);
}

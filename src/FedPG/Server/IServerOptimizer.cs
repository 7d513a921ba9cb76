namespace FedPG.Server;

/// <summary>
/// The server's step from θ_r, given where averaging leads: Δ̄ = θ̄ − θ_r is used like a gradient (Reddi et al. 2021, arXiv 2003.00295).
/// Works with every algorithm. What an optimiser remembers is in <see cref="ServerRound.State"/>, under names that begin with its own.
/// </summary>
public interface IServerOptimizer
{
    /// <summary>Takes the step.</summary>
    /// <param name="average">θ̄ on entry; on return θ_{r+1}, before the improvement operator.</param>
    /// <param name="round">The round, with θ_r and the server's state.</param>
    void Step(Span<double> average, ServerRound round);
}

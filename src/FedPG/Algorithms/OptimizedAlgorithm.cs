using FedPG.Server;

namespace FedPG.Algorithms;

/// <summary>An algorithm whose server moves θ by an optimiser instead of setting θ to θ̄.</summary>
internal sealed class OptimizedAlgorithm(IFederatedAlgorithm inner, IServerOptimizer optimizer) : DelegatingAlgorithm(inner)
{
    public override void Step(Span<double> aggregate, ServerRound round)
    {
        base.Step(aggregate, round);
        if (round.Phase == Phases - 1) optimizer.Step(aggregate[..ParameterCount], round);
    }
}

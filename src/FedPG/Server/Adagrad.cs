using FedPG.Options;

namespace FedPG.Server;

/// <summary>The section <c>fedpg.server.adagrad</c>.</summary>
public sealed record AdagradOptions
{
    /// <summary>η_s: step size of the server.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.1;

    /// <summary>β₁: the share of the first moment that is kept.</summary>
    [Between(0, 1)] public double Beta1 { get; init; } = 0;

    /// <summary>τ: added to the root of the second moment.</summary>
    [AtLeast(0, Exclusive = true)] public double Tau { get; init; } = 1e-9;
}

/// <summary>FedAdagrad (Reddi et al. 2021): v ← v + Δ̄².</summary>
internal sealed class Adagrad(AdagradOptions options) : IServerOptimizer
{
    public void Step(Span<double> average, ServerRound round) =>
        AdaptiveStep.Apply("adagrad", average, round, (options.StepSize, options.Beta1, options.Tau), (v, square) => v + square);
}

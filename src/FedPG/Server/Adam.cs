using FedPG.Options;

namespace FedPG.Server;

/// <summary>The section <c>fedpg.server.adam</c>.</summary>
public sealed record AdamOptions
{
    /// <summary>η_s: step size of the server.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.1;

    /// <summary>β₁: the share of the first moment that is kept.</summary>
    [Between(0, 1)] public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂: the share of the second moment that is kept.</summary>
    [Between(0, 1)] public double Beta2 { get; init; } = 0.99;

    /// <summary>τ: added to the root of the second moment.</summary>
    [AtLeast(0, Exclusive = true)] public double Tau { get; init; } = 1e-9;
}

/// <summary>FedAdam (Reddi et al. 2021): v ← β₂v + (1−β₂)Δ̄².</summary>
internal sealed class Adam(AdamOptions options) : IServerOptimizer
{
    public void Step(Span<double> average, ServerRound round) =>
        AdaptiveStep.Apply("adam", average, round, (options.StepSize, options.Beta1, options.Tau), Second);

    private double Second(double v, double square) => options.Beta2 * v + (1 - options.Beta2) * square;
}

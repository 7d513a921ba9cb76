using FedPG.Options;

namespace FedPG.Server;

/// <summary>The section <c>fedpg.server.yogi</c>.</summary>
public sealed record YogiOptions
{
    /// <summary>η_s: step size of the server.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.01;

    /// <summary>β₁: the share of the first moment that is kept.</summary>
    [Between(0, 1)] public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂: the share of the second moment that is kept.</summary>
    [Between(0, 1)] public double Beta2 { get; init; } = 0.99;

    /// <summary>τ: added to the root of the second moment.</summary>
    [AtLeast(0, Exclusive = true)] public double Tau { get; init; } = 1e-3;
}

/// <summary>FedYogi (Reddi et al. 2021): v ← v − (1−β₂)Δ̄² sign(v − Δ̄²).</summary>
internal sealed class Yogi(YogiOptions options) : IServerOptimizer
{
    public void Step(Span<double> average, ServerRound round) =>
        AdaptiveStep.Apply("yogi", average, round, (options.StepSize, options.Beta1, options.Tau), Second);

    private double Second(double v, double square)
    {
        double change = (1 - options.Beta2) * square;
        return v < square ? v + change : v > square ? v - change : v;
    }
}

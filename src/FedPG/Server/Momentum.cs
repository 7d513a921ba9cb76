using FedPG.Options;

namespace FedPG.Server;

/// <summary>The section <c>fedpg.server.momentum</c>.</summary>
public sealed record MomentumOptions
{
    /// <summary>η_s: step size of the server.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 1;

    /// <summary>β: the share of the velocity that is kept.</summary>
    [Between(0, 1)] public double Decay { get; init; } = 0.9;
}

/// <summary>FedAvgM (Hsu et al. 2019, arXiv 1909.06335): v ← βv + Δ̄, θ ← θ + η_s v.</summary>
internal sealed class Momentum(MomentumOptions options) : IServerOptimizer
{
    public void Step(Span<double> average, ServerRound round)
    {
        const string Velocity = "momentum.v";
        double[] v = round.State.Copy(Velocity, average.Length);
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = options.Decay * v[i] + (average[i] - round.Parameters[i]);
            average[i] = round.Parameters[i] + options.StepSize * v[i];
        }

        round.State = round.State.With(Velocity, v);
    }
}

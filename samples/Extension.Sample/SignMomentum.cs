using FedPG.Options;
using FedPG.Server;

namespace Extension.Sample;

/// <summary>The section <c>fedpg.server.sign-momentum</c>.</summary>
public sealed record SignMomentumOptions
{
    /// <summary>η: the length of every parameter's step.</summary>
    [AtLeast(0, Exclusive = true)] public double StepSize { get; init; } = 0.01;

    /// <summary>β: the share of the momentum that is kept.</summary>
    [Between(0, 1)] public double Decay { get; init; } = 0.9;
}

/// <summary>
/// Signum (Bernstein et al. 2018, arXiv 1802.04434) with Δ̄ = θ̄ − θ_r as the gradient: m ← βm + (1 − β)Δ̄, θ_{r+1} = θ_r + η sign(m).
/// </summary>
public sealed class SignMomentum(SignMomentumOptions options) : IServerOptimizer
{
    public void Step(Span<double> average, ServerRound round)
    {
        // What the server remembers is in the run's state, so that checkpoints have it.
        const string Momentum = "sign-momentum.m";
        double[] m = round.State.Copy(Momentum, average.Length);
        for (int i = 0; i < m.Length; i++)
        {
            m[i] = options.Decay * m[i] + (1 - options.Decay) * (average[i] - round.Parameters[i]);
            average[i] = round.Parameters[i] + options.StepSize * Math.Sign(m[i]);
        }

        round.State = round.State.With(Momentum, m);
    }
}

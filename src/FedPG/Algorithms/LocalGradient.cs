using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Algorithms;

/// <summary>
/// The gradient of one local step, g_c(θ) = Σ_{s,a} W(s,a) ∇ log π_θ(a|s) with rewards r̃ = r − λ ℓ, where ℓ is the policy's
/// log-likelihood (log π for softmax, h for bits; λ = 0 without regularisation).
/// </summary>
internal sealed class LocalGradient
{
    private readonly DifferentiablePolicy _policy;
    private readonly ICreditEstimator _estimator;
    private readonly double _temperature;
    private readonly double[] _rewards;
    private readonly double[] _credit;

    public LocalGradient(EnvironmentSet environments, DifferentiablePolicy policy, LocalOptions local, double temperature)
    {
        _policy = policy;
        _temperature = temperature;
        _rewards = new double[environments.States * environments.Actions];
        _credit = new double[_rewards.Length];
        _estimator = Estimator(environments, local);
    }

    /// <summary>Which estimator it is depends on the settings and sizes alone, never on the machine.</summary>
    private static ICreditEstimator Estimator(EnvironmentSet environments, LocalOptions local)
    {
        var (states, actions, discount) = (environments.States, environments.Actions, environments.Discount);
        if (local.Estimator == GradientEstimator.Expected) return new ExpectedCredit(local.Horizon, discount, [.. environments.InitialDistribution], actions);
        return LaneCredit.Suits(local, states, actions)
            ? new LaneCredit(local, discount, actions, LaneRollOut.Best)
            : new SampledCredit(local, discount, states, actions);
    }

    public void Compute(
        EnvironmentSampler environment, ReadOnlySpan<double> parameters, ref Xoshiro256PlusPlus random, Span<double> gradient)
    {
        if (_temperature == 0) _policy.SetProbabilities(parameters);
        else _policy.SetParameters(parameters);
        _estimator.Estimate(environment, _policy, Regularize(environment.Process.Rewards), ref random, _credit);
        _policy.ScoreGradient(_credit, gradient);
    }

    private ReadOnlySpan<double> Regularize(ReadOnlySpan<double> rewards)
    {
        if (_temperature == 0) return rewards;
        var logLikelihood = _policy.LogLikelihood;
        for (int i = 0; i < _rewards.Length; i++) _rewards[i] = rewards[i] - _temperature * logLikelihood[i];
        return _rewards;
    }
}

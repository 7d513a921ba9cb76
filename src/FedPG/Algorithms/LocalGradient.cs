using System.Runtime.InteropServices;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Numerics;
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
    private readonly AlignedArray<double> _rewards;
    private readonly AlignedArray<double> _credit;
    private readonly AlignedArray<double> _kept; // The θ set last, where it is expected again.
    private bool _isSet;

    /// <summary>A gradient's buffers.</summary>
    /// <param name="environments">All environments.</param>
    /// <param name="policy">A policy of its own.</param>
    /// <param name="local">The options of local training.</param>
    /// <param name="temperature">λ.</param>
    /// <param name="isKeeping">Whether to expect the same θ again and again.</param>
    public LocalGradient(EnvironmentSet environments, DifferentiablePolicy policy, LocalOptions local, double temperature, bool isKeeping = false)
    {
        _kept = new AlignedArray<double>(isKeeping ? policy.ParameterCount : 0);
        _policy = policy;
        _temperature = temperature;
        _rewards = new AlignedArray<double>(environments.States * environments.Actions);
        _credit = new AlignedArray<double>(_rewards.Length);
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

    /// <summary>The gradient.</summary>
    public void Compute(
        EnvironmentSampler environment, ReadOnlySpan<double> parameters, ref Xoshiro256PlusPlus random, Span<double> gradient)
    {
        Estimate(environment, parameters, ref random);
        _policy.ScoreGradient(_credit, gradient);
    }

    /// <summary>The step along it, θ + η g(θ) in place of θ: with the bits of the gradient made first, but in one pass.</summary>
    public void Ascend(EnvironmentSampler environment, Span<double> parameters, ref Xoshiro256PlusPlus random, double stepSize)
    {
        Estimate(environment, parameters, ref random);
        _policy.Ascend(_credit, stepSize, parameters);
    }

    private void Estimate(EnvironmentSampler environment, ReadOnlySpan<double> parameters, ref Xoshiro256PlusPlus random)
    {
        if (!IsKept(parameters))
        {
            if (_temperature == 0) _policy.SetProbabilities(parameters);
            else _policy.SetParameters(parameters);
            _estimator.Prepare(_policy);
        }

        _estimator.Estimate(environment, _policy, Regularize(environment.Process.Rewards), ref random, _credit);
    }

    /// <summary>Whether the policy is already that of θ, bit for bit; if not, it will be.</summary>
    private bool IsKept(ReadOnlySpan<double> parameters)
    {
        if (_kept.Length == 0) return false;
        if (_isSet && MemoryMarshal.AsBytes(parameters).SequenceEqual(MemoryMarshal.AsBytes<double>(_kept.Span))) return true;
        parameters.CopyTo(_kept);
        _isSet = true;
        return false;
    }

    private ReadOnlySpan<double> Regularize(ReadOnlySpan<double> rewards)
    {
        if (_temperature == 0) return rewards;
        var logLikelihood = _policy.LogLikelihood;
        var own = _rewards.Span;
        for (int i = 0; i < own.Length; i++) own[i] = rewards[i] - _temperature * logLikelihood[i];
        return own;
    }
}

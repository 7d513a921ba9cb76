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
        _estimator = Estimator(environments, local, temperature);
    }

    /// <summary>Which estimator it is depends on the settings, sizes and rewards alone, never on the machine.</summary>
    private static ICreditEstimator Estimator(EnvironmentSet environments, LocalOptions local, double temperature)
    {
        var (states, actions, discount) = (environments.States, environments.Actions, environments.Discount);
        if (local.Estimator == GradientEstimator.Expected) return new ExpectedCredit(local.Horizon, discount, [.. environments.InitialDistribution], actions);
        return LaneCredit.Suits(local, environments, temperature)
            ? new LaneCredit(local, discount, actions, LaneRollOut.Best)
            : new SampledCredit(local, discount, states, actions);
    }

    /// <summary>Whether <see cref="AscendBoth"/> takes less time than two steps one after the other.</summary>
    public bool IsQuickerByTwos => _estimator is LaneCredit { IsQuickerByTwos: true };

    /// <summary>The gradient.</summary>
    public void Compute(
        EnvironmentSampler environment, ReadOnlySpan<double> parameters, ref Xoshiro256PlusPlus random, Span<double> gradient)
    {
        SetPolicy(parameters);
        _estimator.Estimate(Task(environment, random.NextUInt64()));
        _policy.ScoreGradient(_credit, gradient);
    }

    /// <summary>The step along it, θ + η g(θ) in place of θ: with the bits of the gradient made first, but in one pass.</summary>
    public void Ascend(ref Trainee agent, double stepSize)
    {
        SetPolicy(agent.Parameters);
        _estimator.Estimate(Task(agent.Environment, agent.Draw()));
        _policy.Ascend(_credit, stepSize, agent.Parameters);
    }

    /// <summary>The steps of two agents along their gradients, each with the bits that it has alone.</summary>
    public static void AscendBoth(LocalGradient first, ref Trainee firstAgent, LocalGradient second, ref Trainee secondAgent, double stepSize)
    {
        if (first._estimator is not LaneCredit one || second._estimator is not LaneCredit other)
        {
            first.Ascend(ref firstAgent, stepSize);
            second.Ascend(ref secondAgent, stepSize);
            return;
        }

        first.SetPolicy(firstAgent.Parameters);
        second.SetPolicy(secondAgent.Parameters);
        LaneCredit.EstimateBoth(
            one, first.Task(firstAgent.Environment, firstAgent.Draw()), other, second.Task(secondAgent.Environment, secondAgent.Draw()));
        first._policy.Ascend(first._credit, stepSize, firstAgent.Parameters);
        second._policy.Ascend(second._credit, stepSize, secondAgent.Parameters);
    }

    private void SetPolicy(ReadOnlySpan<double> parameters)
    {
        if (IsKept(parameters)) return;
        if (_temperature == 0) _policy.SetProbabilities(parameters);
        else _policy.SetParameters(parameters);
        _estimator.Prepare(_policy);
    }

    private CreditTask Task(EnvironmentSampler environment, ulong seed) =>
        new(environment, _policy, Regularize(environment.Process.Rewards), seed, _credit);

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

using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>One estimate of the credit W.</summary>
public readonly struct CreditTask
{
    private readonly ReadOnlyMemory<double> _rewards;
    private readonly Memory<double> _credit;

    /// <summary>Creates a task.</summary>
    /// <param name="environment">The agent's environment.</param>
    /// <param name="policy">π, prepared last.</param>
    /// <param name="rewards">r̃, flat [S][A].</param>
    /// <param name="seed">64 random bits, which seed all draws.</param>
    /// <param name="credit">The destination of W, flat [S][A].</param>
    internal CreditTask(
        EnvironmentSampler environment, Policy policy, ReadOnlyMemory<double> rewards, ulong seed, Memory<double> credit)
    {
        (Environment, Policy, Seed) = (environment, policy, seed);
        (_rewards, _credit) = (rewards, credit);
    }

    /// <summary>The agent's environment, whose own rewards lack the entropy bonus.</summary>
    public MarkovDecisionProcess Process => Environment.Process;

    /// <summary>π.</summary>
    public Policy Policy { get; }

    /// <summary>r̃, flat [S][A].</summary>
    public ReadOnlySpan<double> Rewards => _rewards.Span;

    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; }

    /// <summary>The destination of W, flat [S][A].</summary>
    public Span<double> Credit => _credit.Span;

    /// <summary>The sampling tables of the agent's environment.</summary>
    internal EnvironmentSampler Environment { get; }
}

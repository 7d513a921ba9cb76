using FedPG.Kernels.Tables;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>One estimate of the credit W.</summary>
/// <param name="environment">The agent's environment.</param>
/// <param name="policy">π, prepared last.</param>
/// <param name="rewards">r̃, flat [S][A].</param>
/// <param name="seed">64 random bits, which seed all draws.</param>
/// <param name="credit">The destination of W, flat [S][A].</param>
internal readonly struct CreditTask(
    EnvironmentSampler environment, Policy policy, ReadOnlyMemory<double> rewards, ulong seed, Memory<double> credit)
{
    /// <summary>The agent's environment.</summary>
    public EnvironmentSampler Environment { get; } = environment;

    /// <summary>π.</summary>
    public Policy Policy { get; } = policy;

    /// <summary>r̃, flat [S][A].</summary>
    public ReadOnlySpan<double> Rewards => rewards.Span;

    /// <summary>The seed of all draws.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The destination of W, flat [S][A].</summary>
    public Span<double> Credit => credit.Span;
}

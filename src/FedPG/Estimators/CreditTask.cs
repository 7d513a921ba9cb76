using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>One estimate of the credit W.</summary>
/// <param name="environment">The agent's environment.</param>
/// <param name="policy">π, the one prepared last.</param>
/// <param name="rewards">r̃, flat [S][A].</param>
/// <param name="seed">64 random bits, all that the estimate draws from.</param>
/// <param name="credit">Where W goes, flat [S][A].</param>
internal readonly struct CreditTask(EnvironmentSampler environment, Policy policy, ReadOnlyMemory<double> rewards, ulong seed, Memory<double> credit)
{
    /// <summary>The agent's environment.</summary>
    public EnvironmentSampler Environment { get; } = environment;

    /// <summary>π.</summary>
    public Policy Policy { get; } = policy;

    /// <summary>r̃, flat [S][A].</summary>
    public ReadOnlySpan<double> Rewards => rewards.Span;

    /// <summary>All that is drawn comes from it.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Where W goes, flat [S][A].</summary>
    public Span<double> Credit => credit.Span;
}

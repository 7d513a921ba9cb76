using FedPG.Kernels.Tables;

namespace FedPG.Estimators;

/// <summary>
/// The values that methods without a score function follow: for every pair, not only for those that the policy visits. Owns its buffers,
/// so it is not thread-safe.
/// </summary>
internal interface IPolicyValues
{
    /// <summary>Q^π.</summary>
    /// <param name="environment">The agent's environment.</param>
    /// <param name="policy">π, flat [S][A].</param>
    /// <param name="seed">64 random bits, which seed all draws.</param>
    /// <param name="values">The destination, flat [S][A].</param>
    void ActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values);

    /// <summary>d(s) Q^π(s,a) with the discounted visits d from the initial distribution: the gradient by the probabilities.</summary>
    /// <param name="environment">The agent's environment.</param>
    /// <param name="policy">π, flat [S][A].</param>
    /// <param name="seed">64 random bits, which seed all draws.</param>
    /// <param name="values">The destination, flat [S][A].</param>
    void VisitedActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values);
}

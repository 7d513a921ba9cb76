using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>
/// Estimates the credit W(s,a): the mean over trajectories of Σ_{l: (s_l,a_l)=(s,a)} Ĝ_l with the discounted reward to go Ĝ_l =
/// Σ_{t=l}^{T−1} γ^t r̃_t. The policy gradient is then Σ_{s,a} W(s,a) ∇ log π(a|s) (GPOMDP, truncated at T).
/// </summary>
internal interface ICreditEstimator
{
    /// <summary>The largest number of estimates per call: the one with the least time per estimate.</summary>
    int Together => 1;

    /// <summary>Prepares a policy for any number of estimates.</summary>
    /// <param name="policy">π, which must not change until the last of these estimates.</param>
    /// <param name="place">The index, within a call, of the estimates with this policy.</param>
    void Prepare(Policy policy, int place = 0);

    /// <summary>Estimates the credit of one local step per task. Each estimate has the same bits as alone.</summary>
    /// <param name="tasks">The tasks, at most <see cref="Together"/>, each at the index that its policy was prepared for.</param>
    void Estimate(ReadOnlySpan<CreditTask> tasks);
}

using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>
/// Estimates the credit W(s,a) of the policy gradient Σ_{s,a} W(s,a) ∇ log π(a|s). For sampled trajectories it is the mean over
/// trajectories of Σ_{l: (s_l,a_l)=(s,a)} Ĝ_l with the discounted reward to go Ĝ_l = Σ_{t=l}^{T−1} γ^t r̃_t (GPOMDP, truncated at T).
/// Owns its buffers, so it is not thread-safe.
/// </summary>
public interface ICreditEstimator
{
    /// <summary>The largest number of estimates per call: the one with the least time per estimate.</summary>
    int Together => 1;

    /// <summary>
    /// Whether the credit is that of an advantage: then Σ_a W(s,a) has the expectation 0 in every state, and a softmax policy's gradient
    /// is W itself, with less variance than the score gives.
    /// </summary>
    bool IsCentred => false;

    /// <summary>Prepares a policy for any number of estimates.</summary>
    /// <param name="policy">π, which must not change until the last of these estimates.</param>
    /// <param name="place">The index, within a call, of the estimates with this policy.</param>
    void Prepare(Policy policy, int place = 0);

    /// <summary>Estimates the credit of one local step per task. Each estimate has the same bits as alone.</summary>
    /// <param name="tasks">The tasks, at most <see cref="Together"/>, each at the index that its policy was prepared for.</param>
    void Estimate(ReadOnlySpan<CreditTask> tasks);
}

using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>
/// Estimates the credit W(s,a): the mean over trajectories of Σ_{l: (s_l,a_l)=(s,a)} Ĝ_l with the discounted reward to go
/// Ĝ_l = Σ_{t=l}^{T−1} γ^t r̃_t. The policy gradient is then Σ_{s,a} W(s,a) ∇ log π(a|s) (GPOMDP, truncated at T).
/// </summary>
internal interface ICreditEstimator
{
    /// <summary>How many estimates it has buffers for: as many as take the least time each when they are made together.</summary>
    int Together => 1;

    /// <summary>Takes a policy, for any number of estimates.</summary>
    /// <param name="policy">π, which must stay as it is meanwhile.</param>
    /// <param name="place">Which of the estimates made together it is for.</param>
    void Prepare(Policy policy, int place = 0);

    /// <summary>Estimates the credit of one local step each, with the bits that each has alone.</summary>
    /// <param name="tasks">At most <see cref="Together"/>, in their places.</param>
    void Estimate(ReadOnlySpan<CreditTask> tasks);
}

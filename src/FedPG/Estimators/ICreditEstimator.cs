using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>
/// Estimates the credit W(s,a): the mean over trajectories of Σ_{l: (s_l,a_l)=(s,a)} Ĝ_l with the discounted reward to go
/// Ĝ_l = Σ_{t=l}^{T−1} γ^t r̃_t. The policy gradient is then Σ_{s,a} W(s,a) ∇ log π(a|s) (GPOMDP, truncated at T).
/// </summary>
internal interface ICreditEstimator
{
    /// <summary>Takes a policy, for any number of estimates.</summary>
    /// <param name="policy">π, which must stay as it is meanwhile.</param>
    void Prepare(Policy policy);

    /// <summary>Estimates the credit of one local step.</summary>
    /// <param name="task">Of which one, and where it goes.</param>
    void Estimate(in CreditTask task);
}

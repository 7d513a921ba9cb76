using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Estimators;

/// <summary>The exact expectation of the agents' stochastic gradient, averaged over the agents.</summary>
public static class TruncatedGradient
{
    /// <summary>E[g(θ)] for trajectories of <paramref name="horizon"/> steps from the initial distribution, [parameters].</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="agents">M, from which the weights of the types follow.</param>
    /// <param name="policy">The policy at θ.</param>
    /// <param name="temperature">λ: rewards are r − λ ℓ with ℓ the policy's log-likelihood.</param>
    /// <param name="horizon">T.</param>
    public static double[] Of(EnvironmentSet environments, int agents, DifferentiablePolicy policy, double temperature, int horizon)
    {
        var credit = new double[environments.States * environments.Actions];
        var own = new double[credit.Length];
        var estimator = new ExpectedCredit(environments, horizon);
        foreach (var (process, weight) in new FederatedObjective(environments, agents).Distinct)
        {
            double[] rewards = process.Rewards.ToArray();
            for (int i = 0; i < rewards.Length && temperature > 0; i++) rewards[i] -= temperature * policy.LogLikelihood[i];
            estimator.Compute(process, policy.Probabilities, rewards, own);
            for (int i = 0; i < credit.Length; i++) credit[i] += weight * own[i];
        }

        var gradient = new double[policy.ParameterCount];
        policy.ScoreGradient(credit, gradient);
        return gradient;
    }
}

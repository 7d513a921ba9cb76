using FedPG.Estimators;
using FedPG.Policies;

namespace Extension.Sample;

/// <summary>The exact gradient of the first step's reward alone: W(s,a) = ρ(s) π(a|s) r̃(s,a).</summary>
public sealed class MyopicCredit(EstimatorContext context) : ICreditEstimator
{
    public void Prepare(Policy policy, int place = 0)
    {
        // The probabilities are used directly.
    }

    public void Estimate(ReadOnlySpan<CreditTask> tasks)
    {
        foreach (ref readonly var task in tasks)
        {
            for (int pair = 0; pair < task.Credit.Length; pair++)
            {
                double start = context.Environments.InitialDistribution[pair / task.Policy.Actions];
                task.Credit[pair] = start * task.Policy.Probabilities[pair] * task.Rewards[pair];
            }
        }
    }
}

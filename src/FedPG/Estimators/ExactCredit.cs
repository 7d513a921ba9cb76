using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Estimators;

/// <summary>
/// The credit of the exact gradient of the agent's objective, W(s,a) = d(s) π(a|s) Q(s,a) with the discounted visits d from the initial
/// distribution: neither noise nor a horizon. Cost S³ + S²·A.
/// </summary>
internal sealed class ExactCredit(EstimatorContext context) : ICreditEstimator
{
    private readonly ExactValues _values = new(context.Environments);

    public static ICreditEstimator Create(EstimatorContext context) => new ExactCredit(context);

    /// <inheritdoc/>
    public void Prepare(Policy policy, int place = 0) => _values.Forget();

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<CreditTask> tasks)
    {
        foreach (ref readonly var task in tasks)
        {
            _values.Solve(task.Process, task.Policy.Probabilities, task.Rewards);
            var credit = task.Credit;
            ReadOnlySpan<double> probabilities = task.Policy.Probabilities, actionValues = _values.ActionValues, visits = _values.Visits;
            int actions = task.Policy.Actions;
            for (int pair = 0; pair < credit.Length; pair++)
            {
                // An action that is never taken may have a value of −∞, and 0 · −∞ is NaN.
                double probability = probabilities[pair];
                credit[pair] = probability > 0 ? visits[pair / actions] * probability * actionValues[pair] : 0;
            }
        }
    }
}

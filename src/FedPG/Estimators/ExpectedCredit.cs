using FedPG.Environments;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>
/// The exact expectation of <see cref="SampledCredit"/>: with d_l the law of s_l and Q_n the n-step action value, W(s,a) = Σ_{l&lt;T} γ^l
/// d_l(s) π(a|s) Q_{T−l}(s,a). No randomness; the cost is T times the number of stored probabilities.
/// </summary>
internal sealed class ExpectedCredit(EnvironmentSet environments, int horizon) : ICreditEstimator
{
    private readonly int _states = environments.States;
    private readonly double[] _values = new double[(horizon + 1) * environments.States];
    private readonly double[] _law = new double[environments.States];
    private readonly double[] _nextLaw = new double[environments.States];

    public static ICreditEstimator Create(EstimatorContext context) => new ExpectedCredit(context.Environments, context.Local.Horizon);

    /// <inheritdoc/>
    public void Prepare(Policy policy, int place = 0)
    {
        // The expectation uses the probabilities directly.
    }

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<CreditTask> tasks)
    {
        foreach (ref readonly var task in tasks)
        {
            Compute(task.Environment.Process, task.Policy.Probabilities, task.Rewards, task.Credit);
        }
    }

    /// <summary>Computes the credit of a policy, flat [S][A].</summary>
    public void Compute(
        MarkovDecisionProcess process, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> rewards, Span<double> credit)
    {
        var kernel = process.Kernel;
        int actions = environments.Actions;
        double discount = environments.Discount;
        EvaluateBackward(kernel, probabilities, rewards);
        credit.Clear();
        environments.StartOf(process).CopyTo(_law);
        double discountPower = 1;
        for (int l = 0; l < horizon; l++, discountPower *= discount)
        {
            var continuation = Values(horizon - l - 1);
            Array.Clear(_nextLaw);
            for (int pair = 0; pair < rewards.Length; pair++)
            {
                double joint = _law[pair / actions] * probabilities[pair];
                if (joint == 0) continue;
                var row = kernel.Row(pair);
                credit[pair] += discountPower * joint * (rewards[pair] + discount * row.Expected(continuation));
                row.AddTo(_nextLaw, joint);
            }

            _nextLaw.CopyTo(_law, 0);
        }
    }

    /// <summary>V_n for n = 0 … T−1: V_0 = 0, V_n(s) = Σ_a π(a|s) (r̃(s,a) + γ Σ_s' P(s'|s,a) V_{n−1}(s')).</summary>
    private void EvaluateBackward(TransitionKernel kernel, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> rewards)
    {
        for (int n = 1; n < horizon; n++)
        {
            var previous = Values(n - 1);
            var current = Values(n);
            current.Clear();
            for (int pair = 0; pair < rewards.Length; pair++)
            {
                // An action that is never taken may have a regularised reward of ∞, and 0 · ∞ is NaN.
                if (probabilities[pair] == 0) continue;
                double value = rewards[pair] + environments.Discount * kernel.Row(pair).Expected(previous);
                current[pair / environments.Actions] += probabilities[pair] * value;
            }
        }
    }

    private Span<double> Values(int steps) => _values.AsSpan(steps * _states, _states);
}

using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Options;

namespace FedPG.Estimators;

/// <summary>
/// The exact expectation of <see cref="SampledPolicyValues"/>: with d_l the law of s_l and Q_n the n-step action value, Q_T(s,a), and
/// Σ_{l&lt;T} γ^l d_l(s) Q_{T−l}(s,a). The cost is T times the number of stored probabilities.
/// </summary>
internal sealed class ExpectedPolicyValues(EnvironmentSet environments, LocalOptions local) : IPolicyValues
{
    private readonly int _states = environments.States;
    private readonly double[] _values = new double[(local.Horizon + 1) * environments.States];
    private readonly double[] _law = new double[environments.States];
    private readonly double[] _nextLaw = new double[environments.States];

    /// <inheritdoc/>
    public void ActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values)
    {
        EvaluateBackward(environment.Process, policy);
        for (int pair = 0; pair < values.Length; pair++) values[pair] = LookAhead(environment.Process, pair, local.Horizon);
    }

    /// <inheritdoc/>
    public void VisitedActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values)
    {
        var process = environment.Process;
        EvaluateBackward(process, policy);
        values.Clear();
        environments.StartOf(process).CopyTo(_law);
        double discountPower = 1;
        for (int l = 0; l < local.Horizon; l++, discountPower *= environments.Discount)
        {
            Array.Clear(_nextLaw);
            for (int pair = 0; pair < values.Length; pair++)
            {
                double law = _law[pair / process.Actions];
                if (law == 0) continue;
                values[pair] += discountPower * law * LookAhead(process, pair, local.Horizon - l);
                process.Kernel.Row(pair).AddTo(_nextLaw, law * policy[pair]);
            }

            _nextLaw.CopyTo(_law, 0);
        }
    }

    /// <summary>V_n for n = 0 … T−1: V_0 = 0, V_n(s) = Σ_a π(a|s) Q_n(s,a).</summary>
    private void EvaluateBackward(MarkovDecisionProcess process, ReadOnlySpan<double> policy)
    {
        for (int n = 1; n < local.Horizon; n++)
        {
            var current = _values.AsSpan(n * _states, _states);
            current.Clear();
            for (int pair = 0; pair < policy.Length; pair++)
            {
                if (policy[pair] > 0) current[pair / process.Actions] += policy[pair] * LookAhead(process, pair, n);
            }
        }
    }

    /// <summary>Q_n(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V_{n−1}(s').</summary>
    private double LookAhead(MarkovDecisionProcess process, int pair, int steps)
    {
        var values = _values.AsSpan((steps - 1) * _states, _states);
        return process.Rewards[pair] + environments.Discount * process.Kernel.Row(pair).Expected(values);
    }
}

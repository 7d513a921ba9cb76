using System.Runtime.CompilerServices;
using FedPG.Environments;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace FedPG.Evaluation;

/// <summary>
/// The Markov chain that a policy makes of an environment, discounted: one factorisation of I − γP_π answers for values,
/// visits and objectives under any rewards.
/// </summary>
public sealed class DiscountedChain
{
    private readonly MarkovDecisionProcess _process;
    private readonly double _discount;
    private readonly double[] _probabilities;
    private readonly LU<double> _values;
    private readonly Lazy<LU<double>> _visits;

    /// <summary>The chain of a policy.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="probabilities">π, flat [S][A].</param>
    public DiscountedChain(MarkovDecisionProcess process, double discount, ReadOnlySpan<double> probabilities)
    {
        (_process, _discount, _probabilities) = (process, discount, probabilities.ToArray());
        var system = Assemble(transposed: false);
        _values = system.LU();
        _visits = new Lazy<LU<double>>(() => Assemble(transposed: true).LU());
    }

    /// <summary>V = (I − γP_π)^{-1} r_π, [S].</summary>
    /// <param name="rewards">Rewards, flat [S][A].</param>
    public double[] Values(ReadOnlySpan<double> rewards)
    {
        var expected = new double[_process.States];
        for (int i = 0; i < rewards.Length; i++)
        {
            // An action that is never taken must not bring in a reward of −∞.
            if (_probabilities[i] > 0) expected[i / _process.Actions] += _probabilities[i] * rewards[i];
        }

        return _values.Solve(new DenseVector(expected)).ToArray();
    }

    /// <summary>Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s'), flat [S][A].</summary>
    /// <param name="rewards">Rewards, flat [S][A].</param>
    /// <param name="values">V, [S].</param>
    public double[] ActionValues(ReadOnlySpan<double> rewards, ReadOnlySpan<double> values) =>
        Bellman.ActionValues(_process, _discount, rewards, values);

    /// <summary>Discounted visits Σ_t γ^t P(s_t = s) from a distribution of the first state, [S]; they sum to 1/(1−γ).</summary>
    /// <param name="initialDistribution">ρ, [S].</param>
    public double[] Visits(ReadOnlySpan<double> initialDistribution) =>
        _visits.Value.Solve(new DenseVector(initialDistribution.ToArray())).ToArray();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private DenseMatrix Assemble(bool transposed)
    {
        int states = _process.States;
        var storage = new double[states * states];
        for (int pair = 0; pair < _probabilities.Length; pair++)
        {
            double weight = _discount * _probabilities[pair];
            if (weight == 0) continue;
            int state = pair / _process.Actions;
            var row = _process.Transitions.Slice(pair * states, states);

            // MathNet's storage is column-major.
            if (transposed)
            {
                var column = storage.AsSpan(state * states, states);
                for (int next = 0; next < states; next++) column[next] -= weight * row[next];
            }
            else
            {
                for (int next = 0; next < states; next++) storage[next * states + state] -= weight * row[next];
            }
        }

        for (int s = 0; s < states; s++) storage[s * (states + 1)] += 1;
        return new DenseMatrix(states, states, storage);
    }
}

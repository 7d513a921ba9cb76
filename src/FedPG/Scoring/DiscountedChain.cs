using FedPG.Environments;

namespace FedPG.Scoring;

/// <summary>
/// The discounted Markov chain of a policy in an environment: one factorisation of I − γP_π gives values, visits and objectives under
/// any rewards.
/// </summary>
internal sealed class DiscountedChain
{
    private readonly MarkovDecisionProcess _process;
    private readonly double _discount;
    private readonly double[] _probabilities;
    private readonly PolicyChain _chain;

    /// <summary>The chain of a policy.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="probabilities">π, flat [S][A].</param>
    public DiscountedChain(MarkovDecisionProcess process, double discount, ReadOnlySpan<double> probabilities)
    {
        (_process, _discount, _probabilities) = (process, discount, probabilities.ToArray());
        _chain = new PolicyChain(process, discount, WorkMeter.Unlimited());
        _chain.Load(probabilities);
    }

    /// <summary>V = (I − γP_π)^{-1} r_π, [S].</summary>
    /// <param name="rewards">Rewards, flat [S][A].</param>
    public double[] Values(ReadOnlySpan<double> rewards)
    {
        var expected = new double[_process.States];
        for (int i = 0; i < rewards.Length; i++)
        {
            // An action that is never taken may have a reward of −∞, and 0 · −∞ is NaN.
            if (_probabilities[i] > 0) expected[i / _process.Actions] += _probabilities[i] * rewards[i];
        }

        _chain.Values(expected, expected);
        return expected;
    }

    /// <summary>Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s'), flat [S][A].</summary>
    /// <param name="rewards">Rewards, flat [S][A].</param>
    /// <param name="values">V, [S].</param>
    public double[] ActionValues(ReadOnlySpan<double> rewards, ReadOnlySpan<double> values) =>
        Bellman.ActionValues(_process, _discount, rewards, values);

    /// <summary>The discounted visits Σ_t γ^t P(s_t = s) from an initial distribution, [S]; they sum to 1/(1−γ).</summary>
    /// <param name="initialDistribution">ρ, [S].</param>
    public double[] Visits(ReadOnlySpan<double> initialDistribution)
    {
        var visits = new double[_process.States];
        _chain.Visits(initialDistribution, visits);
        return visits;
    }
}

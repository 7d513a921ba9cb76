using FedPG.Environments;

namespace FedPG.Scoring;

/// <summary>
/// The values and visits of policies in environments of one size, over an infinite horizon. Owns its buffers and allocates nothing later,
/// so it is not thread-safe.
/// </summary>
/// <param name="environments">The environments, for their sizes, γ and ρ.</param>
internal sealed class ExactValues(EnvironmentSet environments)
{
    private readonly PolicyChain _chain = new(environments.Types[0], environments.Discount, WorkMeter.Unlimited());
    private readonly double[] _values = new double[environments.States];
    private readonly double[] _visits = new double[environments.States];
    private readonly double[] _actionValues = new double[environments.States * environments.Actions];
    private MarkovDecisionProcess? _solved;

    /// <summary>V^π, [S].</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Q^π, flat [S][A].</summary>
    public ReadOnlySpan<double> ActionValues => _actionValues;

    /// <summary>The discounted visits from the initial distribution, [S]; they sum to 1/(1−γ).</summary>
    public ReadOnlySpan<double> Visits => _visits;

    /// <summary>Ends the use of the last solution: the policy has changed.</summary>
    public void Forget() => _solved = null;

    /// <summary>
    /// Solves for a policy. Agents of one type follow each other, so the last solution is kept until <see cref="Forget"/>.
    /// </summary>
    /// <param name="process">The environment.</param>
    /// <param name="policy">π, flat [S][A].</param>
    /// <param name="rewards">r̃, flat [S][A].</param>
    public void Solve(MarkovDecisionProcess process, ReadOnlySpan<double> policy, ReadOnlySpan<double> rewards)
    {
        if (ReferenceEquals(process, _solved)) return;
        _chain.Load(process, policy);
        for (int s = 0, pair = 0; s < _values.Length; s++)
        {
            double expected = 0;
            for (int a = 0; a < process.Actions; a++, pair++)
            {
                // An action that is never taken may have a reward of −∞, and 0 · −∞ is NaN.
                if (policy[pair] > 0) expected += policy[pair] * rewards[pair];
            }

            _values[s] = expected;
        }

        _chain.Values(_values, _values);
        _chain.Visits(environments.StartOf(process), _visits);
        Bellman.ActionValues(process, environments.Discount, rewards, _values, _actionValues);
        _solved = process;
    }
}

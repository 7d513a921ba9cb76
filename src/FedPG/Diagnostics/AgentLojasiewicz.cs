using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Policies;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Diagnostics;

/// <summary>
/// The local Łojasiewicz inequalities of one agent's environment for softmax policies (Mei et al., <em>On the Global Convergence Rates
/// of Softmax Policy Gradient Methods</em>, 2020): Lemma 8 for J_c and Lemma 15 for J_c with the entropy bonus. For both initial
/// distributions of the lemmas, the evaluation distribution is used.
/// </summary>
public sealed class AgentLojasiewicz
{
    private const double Tie = 1e-9;

    private readonly MarkovDecisionProcess _process;
    private readonly double _discount;
    private readonly double[] _start;
    private readonly double _temperature;
    private readonly double[] _optimal;
    private readonly bool[] _isOptimal;
    private readonly double _rewardRange;
    private readonly (double Value, double[] Visits) _soft;

    /// <summary>The inequalities of an environment.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="start">ρ, [S].</param>
    /// <param name="temperature">λ; with 0 there is no regularised inequality.</param>
    public AgentLojasiewicz(MarkovDecisionProcess process, double discount, ReadOnlySpan<double> start, double temperature)
    {
        (_process, _discount, _temperature, _start) = (process, discount, temperature, start.ToArray());
        _optimal = PolicyIteration.Solve(process, discount).Values;
        double[] actionValues = Bellman.ActionValues(process, discount, process.Rewards, _optimal);
        _isOptimal = [.. actionValues.Select((q, i) => q >= _optimal[i / process.Actions] - Tie * Math.Max(1, Math.Abs(q)))];
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double reward in process.Rewards) (least, most) = (Math.Min(least, reward), Math.Max(most, reward));
        _rewardRange = most - least;
        if (temperature > 0)
        {
            var (values, policy) = SoftOptimum.Solve(process, discount, temperature);
            _soft = (Mean(values), new DiscountedChain(process, discount, policy).Visits(start));
        }
    }

    /// <summary>
    /// Lemma 8 at the policy's θ: ‖∇J_c‖₂ ≥ S^{−1/2} ‖d*/d‖_∞^{−1} min_s π(a*(s)|s) (J_c* − J_c). If several actions are optimal, a* is
    /// the most probable of them.
    /// </summary>
    /// <param name="policy">π_θ.</param>
    public LojasiewiczBound Plain(SoftmaxPolicy policy)
    {
        var chain = new DiscountedChain(_process, _discount, policy.Probabilities);
        double[] values = chain.Values(_process.Rewards), visits = chain.Visits(_start);
        var actions = new int[_process.States];
        double least = double.PositiveInfinity;
        for (int s = 0; s < actions.Length; s++)
        {
            var own = Enumerable.Range(s * _process.Actions, _process.Actions).Where(i => _isOptimal[i]);
            double best = -1;
            foreach (int i in own)
            {
                if (policy.Probabilities[i] <= best) continue;
                (actions[s], best) = (i % _process.Actions, policy.Probabilities[i]);
            }

            least = Math.Min(least, best);
        }

        var optimalChain = new DiscountedChain(_process, _discount, PolicyIteration.OneHot(actions, _process.Actions));
        double mismatch = Mismatch(optimalChain.Visits(_start), visits);
        return new LojasiewiczBound(
            Norm(policy, chain, _process.Rewards, values, visits),
            least / (Math.Sqrt(_process.States) * mismatch),
            Math.Max(0, Mean(_optimal) - Mean(values)),
            Exponent: 1,
            _rewardRange / (1 - _discount));
    }

    /// <summary>
    /// Lemma 15 at the policy's θ: ‖∇J_c^λ‖₂ ≥ (2λ/S)^{1/2} min_s ρ(s)^{1/2} min π(a|s) ‖d*_λ/d‖_∞^{−1/2} (J_c^λ* − J_c^λ)^{1/2}; null
    /// when λ is 0.
    /// </summary>
    /// <param name="policy">π_θ.</param>
    public LojasiewiczBound? Regularized(SoftmaxPolicy policy)
    {
        if (_temperature == 0) return null;
        var chain = new DiscountedChain(_process, _discount, policy.Probabilities);
        double[] rewards = _process.Rewards.ToArray();
        for (int i = 0; i < rewards.Length; i++) rewards[i] -= _temperature * policy.LogLikelihood[i];
        double[] values = chain.Values(rewards), visits = chain.Visits(_start);
        double least = double.PositiveInfinity;
        foreach (double probability in policy.Probabilities) least = Math.Min(least, probability);
        double factor = Math.Sqrt(2 * _temperature / _process.States * _start.Min());
        return new LojasiewiczBound(
            Norm(policy, chain, rewards, values, visits),
            factor * least / Math.Sqrt(Mismatch(_soft.Visits, visits)),
            Math.Max(0, _soft.Value - Mean(values)),
            Exponent: 0.5,
            (_rewardRange + _temperature * Elementary.Log(_process.Actions)) / (1 - _discount));
    }

    /// <summary>‖∇‖₂ with ∂/∂θ(s,a) = d(s) π(a|s) (Q(s,a) − V(s)), where d is not normalised: it includes the factor 1/(1−γ).</summary>
    private double Norm(SoftmaxPolicy policy, DiscountedChain chain, ReadOnlySpan<double> rewards, double[] values, double[] visits)
    {
        double[] actionValues = chain.ActionValues(rewards, values);
        double squares = 0;
        for (int i = 0; i < actionValues.Length; i++)
        {
            int state = i / _process.Actions;
            double slope = visits[state] * policy.Probabilities[i] * (actionValues[i] - values[state]);
            squares += slope * slope;
        }

        return Math.Sqrt(squares);
    }

    /// <summary>‖d*/d‖_∞; infinite if the policy never visits a state that the optimum visits.</summary>
    private static double Mismatch(double[] optimal, double[] own)
    {
        double most = 0;
        for (int s = 0; s < own.Length; s++)
        {
            if (optimal[s] > 0) most = Math.Max(most, own[s] > 0 ? optimal[s] / own[s] : double.PositiveInfinity);
        }

        return most;
    }

    private double Mean(double[] values) => values.Zip(_start, (value, share) => value * share).Sum();
}

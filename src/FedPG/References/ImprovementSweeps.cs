using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// Spreads the improvements of a policy. A step of policy iteration changes the actions of a state only after its neighbours' values have
/// changed, and needs an evaluation for each. Sweeps of value iteration, from the first state to the last and back, carry the gains through
/// the whole world. They work on the gains themselves, which may be smaller than the rounding of the values.
/// </summary>
internal sealed class ImprovementSweeps
{
    private const int Most = 64;

    private readonly MarkovDecisionProcess _process;
    private readonly double _discount;
    private readonly int[] _chosen;

    /// <summary>Advantages over the values of the policy, flat [S][A]; 0 where they are no more than rounding.</summary>
    private readonly double[] _advantages;

    /// <summary>The smallest difference that is more than rounding, [S].</summary>
    private readonly double[] _least;

    /// <summary>What is gained so far, [S]: it only grows, so that the policy of the last sweep has at least this gain.</summary>
    private readonly double[] _gains;

    private ImprovementSweeps(MarkovDecisionProcess process, double discount, int[] chosen)
    {
        (_process, _discount, _chosen) = (process, discount, chosen);
        (_advantages, _least, _gains) = (new double[process.Kernel.Pairs], new double[process.States], new double[process.States]);
    }

    /// <summary>Improves a policy until a sweep changes no action, or for a limited number of sweeps.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="chosen">The actions that one step of policy iteration has chosen, [S].</param>
    /// <param name="values">The values of the policy before, [S].</param>
    /// <param name="sizes">The values of the rewards' magnitudes, [S].</param>
    /// <param name="error">What an advantage may be wrong by, besides rounding.</param>
    /// <param name="meter">Counts the work.</param>
    public static void Spread(
        MarkovDecisionProcess process, double discount, int[] chosen, double[] values, double[] sizes, double error, WorkMeter meter)
    {
        var sweeps = new ImprovementSweeps(process, discount, chosen);
        sweeps.Measure(values, sizes, error);
        for (int sweep = 0; sweep < Most; sweep++)
        {
            meter.Spend(2L * IteratedSystem.Cost * process.Kernel.Count);
            bool changed = false;
            for (int s = 0; s < chosen.Length; s++) changed |= sweeps.Update(s);
            for (int s = chosen.Length - 1; s >= 0; s--) changed |= sweeps.Update(s);
            if (!changed) break;
        }
    }

    private void Measure(double[] values, double[] sizes, double error)
    {
        for (int pair = 0; pair < _advantages.Length; pair++)
        {
            int state = pair / _process.Actions;
            var row = _process.Kernel.Row(pair);
            var sum = new CompensatedSum();
            sum.Add(_process.Rewards[pair]);
            sum.Add(-values[state]);
            sum.Add(_discount, PolicyChain.Expected(row, values));
            double size = Math.Abs(_process.Rewards[pair]) + sizes[state] + _discount * row.Expected(sizes);
            double least = PolicyIteration.Rounding * size + error;
            _advantages[pair] = Math.Abs(sum.Value) <= least ? 0 : sum.Value;
            _least[state] = Math.Max(_least[state], least);
        }
    }

    /// <summary>Takes a better action if there is one, and updates the gain of the state.</summary>
    private bool Update(int state)
    {
        int present = _chosen[state];
        double kept = Gain(state, present), best = kept + _least[state];
        for (int a = 0; a < _process.Actions; a++)
        {
            double gain = Gain(state, a);
            if (a != present && gain > best) (best, _chosen[state]) = (gain, a);
        }

        bool changed = _chosen[state] != present;
        _gains[state] = Math.Max(_gains[state], changed ? best : kept);
        return changed;
    }

    private double Gain(int state, int action) =>
        _advantages[state * _process.Actions + action] + _discount * _process.Successors(state, action).Expected(_gains);
}

using FedPG.Environments;

namespace FedPG.Tests.References;

/// <summary>
/// Optimal values by value iteration as a textbook has it, from lists of successors: nothing of the solvers, and no policy iteration.
/// Sweeps are made in place, from the first state to the last and back, so that rewards become known far away in few sweeps.
/// </summary>
internal sealed class PlainValueIteration
{
    private readonly int _states;
    private readonly int _actions;
    private readonly double _discount;
    private readonly double[] _rewards;
    private readonly int[] _starts;
    private readonly int[] _next;
    private readonly double[] _probabilities;
    private readonly double[] _values;

    private PlainValueIteration(MarkovDecisionProcess process, double discount)
    {
        (_states, _actions, _discount) = (process.States, process.Actions, discount);
        _rewards = process.Rewards.ToArray();
        _starts = new int[_states * _actions + 1];
        _values = new double[_states];
        List<int> next = [];
        List<double> probabilities = [];
        for (int pair = 0; pair < _states * _actions; pair++)
        {
            var row = process.Successors(pair / _actions, pair % _actions);
            next.AddRange(row.States);
            probabilities.AddRange(row.Probabilities);
            _starts[pair + 1] = next.Count;
        }

        (_next, _probabilities) = ([.. next], [.. probabilities]);
    }

    /// <summary>V*, [S]. Each sweep is a contraction by γ, so that a change δ leaves an error of at most δγ/(1 − γ).</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ, below 1.</param>
    /// <param name="error">The largest error that is accepted.</param>
    public static double[] Solve(MarkovDecisionProcess process, double discount, double error)
    {
        var iteration = new PlainValueIteration(process, discount);
        double change;
        do change = iteration.Sweep();
        while (change * discount > error * (1 - discount));
        return iteration._values;
    }

    /// <summary>Sweeps there and back; returns the largest change on the way back.</summary>
    private double Sweep()
    {
        for (int state = 0; state < _states; state++) _values[state] = Best(state);
        double change = 0;
        for (int state = _states - 1; state >= 0; state--)
        {
            double best = Best(state);
            change = Math.Max(change, Math.Abs(best - _values[state]));
            _values[state] = best;
        }

        return change;
    }

    private double Best(int state)
    {
        double best = double.NegativeInfinity;
        for (int pair = state * _actions; pair < (state + 1) * _actions; pair++)
        {
            double later = 0;
            for (int i = _starts[pair]; i < _starts[pair + 1]; i++) later += _probabilities[i] * _values[_next[i]];
            best = Math.Max(best, _rewards[pair] + _discount * later);
        }

        return best;
    }
}

using System.Runtime.CompilerServices;
using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// Evaluates all deterministic policies from scratch. Row s of the elimination of I − γP depends only on the actions of the states up to s,
/// so a depth-first search over the states shares the rows above and costs S²/2 per policy. The last row is −ρ, whose elimination leaves J.
/// </summary>
internal sealed class DeterministicEnumeration
{
    private const double LargestTable = 1 << 24;

    /// <summary>With a discount no pivot is below 1 − γ, which is at least 1e-12.</summary>
    private const double Singular = 1e-13;

    private readonly EnvironmentSet _environments;
    private readonly WorkMeter _meter;
    private readonly (MarkovDecisionProcess Process, double Weight)[] _distinct;
    private readonly double[] _rows;
    private readonly double[] _border;
    private readonly DistinctChoices _choices;
    private readonly int[] _actions;
    private readonly int _width;
    private int[] _best = [];
    private double _bestValue = double.NegativeInfinity;

    public DeterministicEnumeration(FederatedObjective objective, DistinctChoices choices, WorkMeter meter)
    {
        (_environments, _meter) = (objective.Environments, meter);
        _distinct = [.. objective.Distinct.Select(each => (each.Process.Summed(_environments.Discount), each.Weight))];
        int states = _environments.States;
        (_width, _actions, _choices) = (states + 1, new int[states], choices);
        _rows = new double[_distinct.Length * states * _width];
        _border = new double[_distinct.Length * _width * _width];
        for (int type = 0; type < _distinct.Length; type++)
        {
            var start = _environments.ScoredFrom(_distinct[type].Process);
            for (int s = 0; s < states; s++) _border[type * _width * _width + s] = -start[s];
        }
    }

    /// <summary>The number of multiplications of the search; infinite where its tables are too large.</summary>
    public static double Cost(FederatedObjective objective, DistinctChoices choices)
    {
        double states = objective.Environments.States, types = objective.Distinct.Count();
        double onePolicy = (states * states / 2 + 4 * states) * types;
        return onePolicy > LargestTable ? double.PositiveInfinity : choices.Prefixes * onePolicy;
    }

    /// <summary>The best policy, [S].</summary>
    public int[] Search()
    {
        Descend(0);
        return _best;
    }

    private void Descend(int state)
    {
        if (state == _actions.Length)
        {
            double value = 0;
            for (int type = 0; type < _distinct.Length; type++) value += _distinct[type].Weight * Border(type, state)[state];
            if (value > _bestValue) (_best, _bestValue) = ([.. _actions], value);
            return;
        }

        _meter.Spend((long)_choices.In(state).Length * _distinct.Length * (state + 8) * (2 * _width - state) / 2);
        foreach (int action in _choices.In(state))
        {
            _actions[state] = action;
            bool ends = true;
            for (int type = 0; type < _distinct.Length; type++) ends &= Eliminate(type, state, action);
            if (ends) Descend(state + 1);
        }
    }

    /// <summary>Eliminates a state's row by the rows above it, and the border by the row.</summary>
    /// <returns>Whether the chain leaves the states so far; without a discount it may stay there for ever, at an unbounded cost.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Eliminate(int type, int state, int action)
    {
        var process = _distinct[type].Process;
        var transitions = process.TransitionRow(state, action);
        var row = Row(type, state);
        for (int next = 0; next < transitions.Length; next++) row[next] = -_environments.Discount * transitions[next];
        row[state] += 1;
        row[^1] = process.Reward(state, action);
        for (int above = 0; above < state; above++)
        {
            if (row[above] != 0) Subtract(Row(type, above), above, row);
        }

        if (row[state] < Singular) return false;
        var border = Border(type, state + 1);
        Border(type, state).CopyTo(border);
        if (border[state] != 0) Subtract(row, state, border);
        return true;
    }

    private static void Subtract(ReadOnlySpan<double> pivot, int column, Span<double> from)
    {
        double factor = from[column] / pivot[column];
        for (int i = column + 1; i < pivot.Length; i++) from[i] -= factor * pivot[i];
    }

    private Span<double> Row(int type, int state) => _rows.AsSpan((type * _actions.Length + state) * _width, _width);

    private Span<double> Border(int type, int level) => _border.AsSpan((type * _width + level) * _width, _width);
}

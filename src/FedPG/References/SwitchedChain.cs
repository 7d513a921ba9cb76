using FedPG.Environments;
using MathNet.Numerics.LinearAlgebra.Double;

namespace FedPG.References;

/// <summary>
/// The chain of a deterministic policy that is changed one state at a time: the inverse N = (I − γP)^{-1} and the value are
/// kept by rank-one updates (Sherman and Morrison 1950), so that trying a switch costs O(S) and making it O(S²).
/// </summary>
internal sealed class SwitchedChain
{
    private readonly MarkovDecisionProcess _process;
    private readonly double _discount;
    private readonly double[] _initial;
    private readonly int[] _actions;
    private readonly double[] _inverse;
    private readonly double[] _values;
    private readonly double[] _visits;
    private readonly double[] _product;

    public SwitchedChain(MarkovDecisionProcess process, double discount, double[] initialDistribution, int[] actions)
    {
        (_process, _discount, _initial, _actions) = (process, discount, initialDistribution, [.. actions]);
        _inverse = new double[process.States * process.States];
        _values = new double[process.States];
        _visits = new double[process.States];
        _product = new double[process.States];
        Refresh();
    }

    /// <summary>J of the present policy.</summary>
    public double Objective { get; private set; }

    /// <summary>
    /// How much J gains when a state takes another action: d'(s) (Q(s,a) − V(s)) with d'(s) = d(s) / (1 + uᵀN e_s) the visits after
    /// the switch and u the change of the row of I − γP.
    /// </summary>
    public double Gain(int state, int action)
    {
        if (action == _actions[state]) return 0;
        var (toValues, toColumn) = RowChange(state, action);
        double advantage = _process.Reward(state, action) - _process.Reward(state, _actions[state]) - toValues;
        return _visits[state] / (1 + toColumn) * advantage;
    }

    /// <summary>Makes the switch.</summary>
    public void Switch(int state, int action)
    {
        if (action == _actions[state]) return;
        int states = _process.States;
        var (toValues, toColumn) = RowChange(state, action);
        double advantage = _process.Reward(state, action) - _process.Reward(state, _actions[state]) - toValues;
        double scale = 1 / (1 + toColumn);
        Objective += _visits[state] * scale * advantage;
        ChangeTimesInverse(state, action);
        double visits = _visits[state] * scale;
        for (int j = 0; j < states; j++) _visits[j] -= visits * _product[j];
        for (int i = 0; i < states; i++)
        {
            double column = _inverse[i * states + state] * scale;
            if (column == 0) continue;
            _values[i] += column * advantage;
            var row = _inverse.AsSpan(i * states, states);
            for (int j = 0; j < states; j++) row[j] -= column * _product[j];
        }

        _actions[state] = action;
    }

    /// <summary>Computes everything anew, to shed the rounding of many updates.</summary>
    public void Refresh()
    {
        int states = _process.States;
        var system = DenseMatrix.CreateIdentity(states);
        for (int s = 0; s < states; s++)
        {
            var row = _process.TransitionRow(s, _actions[s]);
            for (int next = 0; next < states; next++) system[s, next] -= _discount * row[next];
        }

        system.Inverse().ToRowMajorArray().CopyTo(_inverse, 0);
        Array.Clear(_visits);
        Objective = 0;
        for (int i = 0; i < states; i++)
        {
            _values[i] = 0;
            for (int j = 0; j < states; j++)
            {
                _values[i] += _inverse[i * states + j] * _process.Reward(j, _actions[j]);
                _visits[j] += _initial[i] * _inverse[i * states + j];
            }

            Objective += _initial[i] * _values[i];
        }
    }

    /// <summary>uᵀV and uᵀN e_s for u = γ (P(·|s, present action) − P(·|s, action)).</summary>
    private (double ToValues, double ToColumn) RowChange(int state, int action)
    {
        var present = _process.TransitionRow(state, _actions[state]);
        var other = _process.TransitionRow(state, action);
        double toValues = 0, toColumn = 0;
        for (int i = 0; i < present.Length; i++)
        {
            double change = _discount * (present[i] - other[i]);
            toValues += change * _values[i];
            toColumn += change * _inverse[i * present.Length + state];
        }

        return (toValues, toColumn);
    }

    /// <summary>uᵀN, into the product buffer.</summary>
    private void ChangeTimesInverse(int state, int action)
    {
        var present = _process.TransitionRow(state, _actions[state]);
        var other = _process.TransitionRow(state, action);
        Array.Clear(_product);
        for (int i = 0; i < present.Length; i++)
        {
            double change = _discount * (present[i] - other[i]);
            if (change == 0) continue;
            var row = _inverse.AsSpan(i * present.Length, present.Length);
            for (int j = 0; j < row.Length; j++) _product[j] += change * row[j];
        }
    }
}

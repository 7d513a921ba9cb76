using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// The chain of a deterministic policy that is changed one state at a time: the inverse N = (I − γP)^{-1} and the values are kept by
/// rank-one updates (Sherman and Morrison 1950), so that trying a switch costs O(S) and making it O(S²).
/// </summary>
internal sealed class SwitchedChain
{
    /// <summary>Below this a policy has closed a circle that it never leaves, which only an undiscounted one can.</summary>
    private const double Singular = 1e-13;

    private readonly double _discount;
    private readonly double[] _initial;
    private readonly WorkMeter _meter;
    private readonly PolicyChain _chain;
    private readonly int[] _actions;
    private readonly double[] _inverse;
    private readonly double[] _values;
    private readonly double[] _sizes;
    private readonly double[] _visits;
    private readonly double[] _product;

    /// <summary>Creates a chain without a policy: see <see cref="Refresh"/>.</summary>
    public SwitchedChain(MarkovDecisionProcess process, double discount, double[] initialDistribution, WorkMeter meter)
    {
        (_discount, _initial, _actions, _meter) = (discount, initialDistribution, new int[process.States], meter);
        _chain = new PolicyChain(process, discount, meter);
        _inverse = new double[process.States * process.States];
        (_values, _sizes) = (new double[process.States], new double[process.States]);
        (_visits, _product) = (new double[process.States], new double[process.States]);
    }

    private MarkovDecisionProcess Process => _chain.Process;

    /// <summary>
    /// How much J gains when a state takes another action, d'(s) (Q(s,a) − V(s)) with d'(s) = d(s) / (1 + uᵀN e_s) the visits after the
    /// switch and u the change of the row of I − γP, and the size of the numbers that this is the difference of.
    /// </summary>
    public (double Gain, double Size) Gain(int state, int action)
    {
        if (action == _actions[state]) return default;
        var (toValues, toSizes, toColumn) = RowChange(state, action);
        if (1 + toColumn < Singular) return (double.NegativeInfinity, 1);
        double now = Process.Reward(state, _actions[state]), then = Process.Reward(state, action), visits = _visits[state] / (1 + toColumn);
        return (visits * (then - now - toValues), visits * (Math.Abs(then) + Math.Abs(now) + toSizes));
    }

    /// <summary>Makes the switch.</summary>
    public void Switch(int state, int action)
    {
        if (action == _actions[state]) return;
        int states = Process.States;
        _meter.Spend(2L * states * states);
        var (toValues, _, toColumn) = RowChange(state, action);
        double advantage = Process.Reward(state, action) - Process.Reward(state, _actions[state]) - toValues;
        double scale = 1 / (1 + toColumn);
        ChangeTimesInverse(state, action);
        double visits = _visits[state] * scale;
        for (int j = 0; j < states; j++) _visits[j] -= visits * _product[j];
        for (int i = 0; i < states; i++)
        {
            double column = _inverse[i * states + state] * scale;
            if (column == 0) continue;

            // Digits once lost to a large number stay lost until the next refresh, so sizes only grow.
            _values[i] += column * advantage;
            _sizes[i] += column * Math.Abs(advantage);
            var row = _inverse.AsSpan(i * states, states);
            for (int j = 0; j < states; j++) row[j] -= column * _product[j];
        }

        _actions[state] = action;
    }

    /// <summary>Loads a policy and computes everything from scratch, which also removes the rounding errors of many updates.</summary>
    /// <returns>J of the policy.</returns>
    public CommonScore Refresh(ReadOnlySpan<int> actions)
    {
        actions.CopyTo(_actions);
        int states = Process.States;
        _chain.Load(PolicyIteration.OneHot(_actions, Process.Actions));
        var unit = new double[states];
        for (int i = 0; i < states; i++)
        {
            unit[i] = 1;
            _chain.Visits(unit, _inverse.AsSpan(i * states, states));
            unit[i] = 0;
        }

        var rewards = new double[states];
        _chain.ExpectedRewards(rewards);
        _chain.Values(rewards, _values);
        for (int s = 0; s < states; s++) rewards[s] = Math.Abs(rewards[s]);
        _chain.Values(rewards, _sizes);
        _chain.Visits(_initial, _visits);
        double value = 0, size = 0;
        for (int s = 0; s < states; s++)
        {
            if (_initial[s] == 0) continue;
            value += _initial[s] * _values[s];
            size += _initial[s] * _sizes[s];
        }

        return new CommonScore(value, size);
    }

    /// <summary>uᵀV, |u|ᵀ of the values' sizes and uᵀN e_s for u = γ (P(·|s, present action) − P(·|s, action)).</summary>
    private (double ToValues, double ToSizes, double ToColumn) RowChange(int state, int action)
    {
        double toValues = 0, toSizes = 0, toColumn = 0;
        foreach (var (i, present, other) in new PairedRows(Process.Successors(state, _actions[state]), Process.Successors(state, action)))
        {
            double change = _discount * (present - other);
            if (change == 0) continue;
            toValues += change * _values[i];
            toSizes += Math.Abs(change) * _sizes[i];
            toColumn += change * _inverse[i * Process.States + state];
        }

        return (toValues, toSizes, toColumn);
    }

    /// <summary>uᵀN, into the product buffer.</summary>
    private void ChangeTimesInverse(int state, int action)
    {
        int states = Process.States;
        Array.Clear(_product);
        foreach (var (i, present, other) in new PairedRows(Process.Successors(state, _actions[state]), Process.Successors(state, action)))
        {
            double change = _discount * (present - other);
            if (change == 0) continue;
            var row = _inverse.AsSpan(i * states, states);
            for (int j = 0; j < row.Length; j++) _product[j] += change * row[j];
        }
    }
}

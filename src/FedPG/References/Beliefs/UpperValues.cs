using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// Lowers the upper bounds of the points. The best that interpolation allows is the optimum of a finite process that jumps from each belief
/// to the points that cover it (Lovejoy 1991), found by policy iteration.
/// </summary>
internal sealed class UpperValues(BeliefProcess process, BeliefPoints points, InterpolatedValues bounds, WorkMeter meter)
{
    private const int MostIterations = 40;

    private readonly SparseRows _rows = new();
    private int[] _chosen = [];

    /// <summary>The row s · A + a of a point's best action.</summary>
    public int RowOf(int point) => points.State(point) * process.Actions + _chosen[point] % process.Actions;

    /// <summary>Lowers the values of all points as far as the present points allow.</summary>
    public void Improve()
    {
        if (!Build()) return;
        int count = points.Count, actions = process.Actions;
        double[] values = bounds.Values.AsSpan(0, count).ToArray(), constants = new double[count];
        _chosen = [.. Enumerable.Range(0, count).Select(point => point * actions)];
        double contraction = _rows.Norm;
        for (int i = 0; i < MostIterations && !meter.IsSpent; i++)
        {
            if (!Choose(values, i == 0)) break;
            for (int point = 0; point < count; point++) constants[point] = _rows.Constant(_chosen[point]);
            BiconjugateGradient.Solve((x, y) => _rows.Subtract(_chosen, x, y), constants, values, Spend);
        }

        if (contraction < 1) Accept(values, contraction);
        Backup();
    }

    /// <summary>The discounted visits of the points under the best actions, from a distribution over the points.</summary>
    public double[] Visits(double[] initial)
    {
        double[] visits = [.. initial];
        BiconjugateGradient.Solve((x, y) => _rows.SubtractTransposed(_chosen, x, y), initial, visits, Spend);
        return visits;
    }

    /// <summary>Writes one row for each point and action; false if the limit of work is reached first.</summary>
    private bool Build()
    {
        _rows.Clear();
        for (int point = 0; point < points.Count; point++)
        {
            if (meter.IsSpent) return false;
            for (int action = 0; action < process.Actions; action++) BuildRow(point, action);
        }

        return true;
    }

    private void BuildRow(int point, int action)
    {
        int row = points.State(point) * process.Actions + action;
        double constant = 0, size = 0, discount = process.Discount;
        Span<int> near = stackalloc int[process.Types];
        Span<double> weights = stackalloc double[process.Types], after = stackalloc double[process.Types];
        var belief = points.Belief(point);
        AddConstant(belief, belief, process.Rewards(row), 1);
        for (int transition = process.First(row); transition < process.First(row + 1); transition++)
        {
            if (process.Follow(belief, transition, after) == 0) continue;
            int next = process.Next(transition), count = bounds.Cover(next, after, near, weights);
            for (int i = 0; i < count; i++) _rows.Add(near[i], discount * weights[i]);
            AddConstant(after, bounds.Rest, bounds.Corners(next), discount);
        }

        _rows.End(constant, size);

        // The size is that of the whole belief, as the rest is a difference from it.
        void AddConstant(ReadOnlySpan<double> whole, ReadOnlySpan<double> shares, ReadOnlySpan<double> values, double factor)
        {
            for (int type = 0; type < shares.Length; type++)
            {
                constant += factor * shares[type] * values[type];
                size += factor * whole[type] * Math.Abs(values[type]);
            }
        }
    }

    /// <summary>Takes the best action at each point; false if none is better than the present one by more than rounding.</summary>
    private bool Choose(double[] values, bool isFirst)
    {
        bool changed = isFirst;
        Spend();
        for (int point = 0; point < values.Length; point++)
        {
            double best = _rows.Value(_chosen[point], values, out double size);
            int first = point * process.Actions;
            for (int row = first; row < first + process.Actions; row++)
            {
                double value = _rows.Value(row, values, out double own);
                if (value <= best + OutwardRounding.Of(8, own + size)) continue;
                (best, _chosen[point], changed) = (value, row, true);
            }
        }

        return changed;
    }

    /// <summary>
    /// Raises a proposal until it is a bound: if no backup exceeds it by more than δ, then the optimum does not exceed it by more than
    /// δ/(1 − contraction).
    /// </summary>
    private void Accept(double[] values, double contraction)
    {
        double excess = 0;
        for (int point = 0; point < values.Length; point++) excess = Math.Max(excess, Best(point, values) - values[point]);
        double shift = excess / (1 - contraction) * (1 + 1e-9);
        if (!double.IsFinite(shift)) return;
        for (int point = 0; point < values.Length; point++)
        {
            double raised = values[point] + shift;
            raised += OutwardRounding.Of(0, Math.Abs(raised));
            bounds.Values[point] = Math.Min(bounds.Values[point], raised);
        }
    }

    private void Backup()
    {
        double[] values = bounds.Values;
        for (int point = 0; point < points.Count; point++) values[point] = Math.Min(values[point], Best(point, values));
    }

    /// <summary>The largest value of a point's actions, rounded upwards.</summary>
    private double Best(int point, double[] values)
    {
        double best = double.NegativeInfinity;
        int first = point * process.Actions, terms = process.Types * (process.MostSuccessors + 1);
        for (int row = first; row < first + process.Actions; row++)
        {
            double value = _rows.Value(row, values, out double size);
            best = Math.Max(best, value + OutwardRounding.Of(_rows.Terms(row) + terms, size));
        }

        return best;
    }

    private void Spend() => meter.Spend(2L * _rows.Entries);
}

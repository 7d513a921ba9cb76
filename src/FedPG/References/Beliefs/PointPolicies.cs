using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// A policy for each point: an action, and by the next state the name of the vector whose policy continues. Together they are a controller
/// with finite memory.
/// </summary>
internal sealed class PointPolicies(BeliefProcess process, BeliefPoints points, PolicyVectors vectors, WorkMeter meter)
{
    private readonly SparseRows _rows = new();
    private int[] _actions = [];
    private int[] _continuations = [];

    /// <summary>The row s · A + a of a point's action.</summary>
    public int RowOf(int point) => points.State(point) * process.Actions + _actions[point];

    /// <summary>Whether a point has no policy yet.</summary>
    public bool IsNew(int point) => _actions[point] < 0;

    /// <summary>Makes room for new points.</summary>
    public void Include(int from)
    {
        Array.Resize(ref _actions, points.Count);
        Array.Resize(ref _continuations, points.Count * process.MostSuccessors);
        _actions.AsSpan(from).Fill(-1);
    }

    /// <summary>Changes a point's policy; false if it is the same.</summary>
    public bool Set(int point, int action, ReadOnlySpan<int> continuations)
    {
        var present = _continuations.AsSpan(point * process.MostSuccessors, process.MostSuccessors);
        if (_actions[point] == action && continuations.SequenceEqual(present)) return false;
        _actions[point] = action;
        continuations.CopyTo(present);
        return true;
    }

    /// <summary>The vector of a point's action and continuations, rounded downwards.</summary>
    public void Backup(int point, Span<double> vector)
    {
        int row = RowOf(point), first = process.First(row), last = process.First(row + 1);
        meter.Spend((last - first) * vector.Length);
        for (int type = 0; type < vector.Length; type++)
        {
            double value = process.Rewards(row)[type], size = Math.Abs(value);
            for (int transition = first; transition < last; transition++)
            {
                double probability = process.Discount * process.Probabilities(transition)[type];
                if (probability == 0) continue;
                double term = probability * vectors.Named(process.Next(transition), Continuation(point, transition - first))[type];
                value += term;
                size += Math.Abs(term);
            }

            vector[type] = value - OutwardRounding.Of(last - first + 1, size);
        }
    }

    /// <summary>Lower bounds of the values of all points' policies in one type, [points].</summary>
    public double[] Evaluate(int type)
    {
        Write(type);
        int count = points.Count;
        int[] rows = [.. Enumerable.Range(0, count)];
        double[] constants = new double[count], values = new double[count];
        for (int point = 0; point < count; point++) (constants[point], values[point]) = (_rows.Constant(point), vectors[point][type]);
        BiconjugateGradient.Solve((x, y) => _rows.Subtract(rows, x, y), constants, values, () => meter.Spend(2L * _rows.Entries));
        double shift = Shift(values);
        for (int point = 0; point < count; point++)
        {
            double lowered = values[point] - shift;
            values[point] = lowered - OutwardRounding.Of(0, Math.Abs(lowered));
        }

        return values;
    }

    private int Continuation(int point, int slot) => _continuations[point * process.MostSuccessors + slot];

    /// <summary>Writes the controller's rows in one type.</summary>
    private void Write(int type)
    {
        _rows.Clear();
        for (int point = 0; point < points.Count; point++)
        {
            int row = RowOf(point), first = process.First(row);
            double constant = process.Rewards(row)[type], size = Math.Abs(constant);
            for (int transition = first; transition < process.First(row + 1); transition++)
            {
                double probability = process.Discount * process.Probabilities(transition)[type];
                if (probability == 0) continue;
                int name = Continuation(point, transition - first);
                if (name >= vectors.Known)
                {
                    _rows.Add(name - vectors.Known, probability);
                    continue;
                }

                double term = probability * vectors.Named(process.Next(transition), name)[type];
                constant += term;
                size += Math.Abs(term);
            }

            _rows.End(constant, size);
        }
    }

    /// <summary>How far a proposal may be above the true values: its largest residual, over 1 − contraction.</summary>
    private double Shift(double[] values)
    {
        if (_rows.Norm >= 1) return double.PositiveInfinity;
        double excess = 0;
        for (int point = 0; point < values.Length; point++)
        {
            double backup = _rows.Value(point, values, out double size);
            backup -= OutwardRounding.Of(_rows.Terms(point) + process.MostSuccessors + 1, size);
            excess = Math.Max(excess, values[point] - backup);
        }

        return excess / (1 - _rows.Norm) * (1 + 1e-9);
    }
}

using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// Lower bounds of the optimal value by point-based policy iteration (Ji et al. 2007): at each point a policy that starts there, improved
/// by the best continuations and then evaluated. Each bound is what a real policy with finite memory is worth.
/// </summary>
internal sealed class LowerValues
{
    private const int MostSweeps = 40;

    /// <summary>The part of the first sweep's gain at which sweeps end: better policies gain more then.</summary>
    private const double LeastGain = 0.1;

    private readonly BeliefProcess _process;
    private readonly BeliefPoints _points;
    private readonly WorkMeter _meter;
    private readonly PolicyVectors _vectors;
    private readonly PointPolicies _policies;
    private readonly double[] _after;

    /// <summary>Creates bounds without points.</summary>
    /// <param name="process">The process.</param>
    /// <param name="points">The points; see <see cref="Include"/>.</param>
    /// <param name="known">Lower bounds of the values of known policies, [policies][S][K].</param>
    /// <param name="meter">Counts the work.</param>
    public LowerValues(BeliefProcess process, BeliefPoints points, double[][] known, WorkMeter meter)
    {
        (_process, _points, _meter) = (process, points, meter);
        _vectors = new PolicyVectors(points, process.States, known, meter);
        _policies = new PointPolicies(process, points, _vectors, meter);
        _after = new double[process.Types];
    }

    /// <summary>The row s · A + a of a point's action.</summary>
    public int RowOf(int point) => _policies.RowOf(point);

    /// <summary>Gives new points the best vectors so far.</summary>
    /// <param name="from">The first new point.</param>
    public void Include(int from)
    {
        _vectors.Include(from);
        _policies.Include(from);
    }

    /// <summary>A lower bound at any belief.</summary>
    public double At(int state, ReadOnlySpan<double> belief)
    {
        double value = Product(belief, _vectors.Named(state, _vectors.Best(state, belief)), out double size);
        return value - OutwardRounding.Of(belief.Length, size);
    }

    /// <summary>Improves the policies of all points and evaluates them; false if nothing was gained.</summary>
    public bool Improve()
    {
        bool changed = false, gained = false;
        for (int point = 0; point < _points.Count && !_meter.IsSpent; point++) changed |= Improve(point);
        if (!_meter.IsSpent)
        {
            if (changed) Evaluate();
            gained = Sweep();
        }

        _vectors.Index();
        return (changed || gained) && !_meter.IsSpent;
    }

    /// <summary>Gives a point its best action and continuations; false if the present ones are as good.</summary>
    private bool Improve(int point)
    {
        var belief = _points.Belief(point);
        int state = _points.State(point);
        Span<int> tried = stackalloc int[_process.MostSuccessors], found = stackalloc int[_process.MostSuccessors];
        (double best, int chosen) = (double.NegativeInfinity, -1);
        for (int action = 0; action < _process.Actions; action++)
        {
            double value = Value(belief, state * _process.Actions + action, tried);
            if (value <= best) continue;
            (best, chosen) = (value, action);
            tried.CopyTo(found);
        }

        double present = Product(belief, _vectors[point], out double size);
        if (!_policies.IsNew(point) && best <= present + OutwardRounding.Of(0, size)) return false;
        bool changed = _policies.Set(point, chosen, found);
        Span<double> vector = stackalloc double[belief.Length];
        _policies.Backup(point, vector);
        if (Product(belief, vector, out _) > present) vector.CopyTo(_vectors[point]);
        return changed;
    }

    /// <summary>The value of an action at a belief with the best continuations.</summary>
    private double Value(ReadOnlySpan<double> belief, int row, Span<int> continuations)
    {
        double value = Product(belief, _process.Rewards(row), out _);
        continuations.Clear();
        int first = _process.First(row);
        for (int transition = first; transition < _process.First(row + 1); transition++)
        {
            int next = _process.Next(transition);
            double sum = _process.Follow(belief, transition, _after);

            // Types that are excluded here still need a continuation, for the vector's entries.
            int best = _vectors.Best(next, sum > 0 ? _after : _process.Probabilities(transition));
            continuations[transition - first] = best;
            if (sum > 0) value += _process.Discount * Product(_after, _vectors.Named(next, best), out _);
        }

        return value;
    }

    /// <summary>Evaluates the policies of all points; a vector that is better at its point is kept.</summary>
    private void Evaluate()
    {
        int types = _process.Types;
        double[][] values = [.. Enumerable.Range(0, types).Select(_policies.Evaluate)];
        Span<double> proposed = stackalloc double[types];
        for (int point = 0; point < _points.Count; point++)
        {
            for (int type = 0; type < types; type++) proposed[type] = values[type][point];
            var belief = _points.Belief(point);
            if (Product(belief, proposed, out _) > Product(belief, _vectors[point], out _)) proposed.CopyTo(_vectors[point]);
        }
    }

    /// <summary>
    /// Backs up the policies of all points until that gains little. It costs a fraction of an improvement, and unlike an evaluation of all
    /// policies together it cannot lose what single vectors have reached.
    /// </summary>
    private bool Sweep()
    {
        Span<double> vector = stackalloc double[_process.Types];
        double first = 0;
        for (int sweep = 0; sweep < MostSweeps && !_meter.IsSpent; sweep++)
        {
            double gain = 0;
            for (int point = 0; point < _points.Count; point++)
            {
                if (_policies.IsNew(point)) continue;
                var belief = _points.Belief(point);
                _policies.Backup(point, vector);
                double more = Product(belief, vector, out _) - Product(belief, _vectors[point], out _);
                if (more <= 0) continue;
                vector.CopyTo(_vectors[point]);
                gain += more;
            }

            if (sweep == 0) first = gain;
            if (gain <= LeastGain * first) break;
        }

        return first > 0;
    }

    private static double Product(ReadOnlySpan<double> belief, ReadOnlySpan<double> vector, out double size)
    {
        double value = 0;
        size = 0;
        for (int type = 0; type < belief.Length; type++)
        {
            value += belief[type] * vector[type];
            size += belief[type] * Math.Abs(vector[type]);
        }

        return value;
    }
}

namespace FedPG.References.Beliefs;

/// <summary>
/// Any number of types: the smallest sum of values, a linear programme with K constraints, by the simplex method from the basis of the
/// corners. Its first pivot is the sawtooth interpolation (Hauskrecht 2000); every basis gives a valid cover, so the pivots are limited.
/// </summary>
internal sealed class SimplexCover(BeliefPoints known, double[] values, double[] corners, int types) : IBeliefCover
{
    private const double Smallest = 1e-12;

    private readonly double[] _inverse = new double[types * types];
    private readonly double[] _weights = new double[types];
    private readonly double[] _costs = new double[types];
    private readonly double[] _prices = new double[types];
    private readonly double[] _column = new double[types];
    private readonly int[] _basis = new int[types];

    /// <summary>The upper values of the points.</summary>
    public double[] Values { get; set; } = values;

    public int Find(int state, ReadOnlySpan<double> belief, Span<int> points, Span<double> weights)
    {
        Start(state, belief);
        for (int pivot = 0; pivot < 4 * types && Enter(state) is var entering and >= 0; pivot++)
        {
            if (!Pivot(entering)) break;
        }

        // A point at the belief itself covers it as well where values tie, and only from there can the search go on.
        int count = 0, same = Same(state, belief, out double sum);
        if (same >= 0 && Values[same] * sum <= Value() + Smallest * Math.Abs(Value()))
        {
            (points[0], weights[0]) = (same, sum);
            return 1;
        }

        for (int i = 0; i < types; i++)
        {
            if (_basis[i] >= 0 && _weights[i] > 0) (points[count], weights[count++]) = (_basis[i], _weights[i]);
        }

        return count;
    }

    private double Value()
    {
        double value = 0;
        for (int i = 0; i < types; i++) value += _costs[i] * _weights[i];
        return value;
    }

    /// <summary>A point at a belief up to rounding, or −1.</summary>
    private int Same(int state, ReadOnlySpan<double> belief, out double sum)
    {
        sum = 0;
        foreach (double share in belief) sum += share;
        foreach (int point in known.At(state))
        {
            var own = known.Belief(point);
            bool isSame = true;
            for (int i = 0; i < types && isSame; i++) isSame = Math.Abs(belief[i] - sum * own[i]) <= Smallest * belief[i];
            if (isSame) return point;
        }

        return -1;
    }

    private void Start(int state, ReadOnlySpan<double> belief)
    {
        Array.Clear(_inverse);
        for (int i = 0; i < types; i++)
        {
            _inverse[i * types + i] = 1;
            _weights[i] = belief[i];
            _costs[i] = corners[state * types + i];
            _basis[i] = -1;
        }
    }

    /// <summary>The point whose value is the farthest below the plane of the basis, or −1.</summary>
    private int Enter(int state)
    {
        for (int j = 0; j < types; j++)
        {
            double price = 0;
            for (int i = 0; i < types; i++) price += _costs[i] * _inverse[i * types + j];
            _prices[j] = price;
        }

        (int entering, double least) = (-1, 0);
        foreach (int point in known.At(state))
        {
            var belief = known.Belief(point);
            double plane = 0, size = 0;
            for (int i = 0; i < types; i++)
            {
                plane += _prices[i] * belief[i];
                size += Math.Abs(_prices[i]) * belief[i];
            }

            double above = Values[point] - plane;
            if (above < least && above < -Smallest * size) (entering, least) = (point, above);
        }

        return entering;
    }

    private bool Pivot(int entering)
    {
        var belief = known.Belief(entering);
        int leaving = -1;
        double step = double.PositiveInfinity;
        for (int i = 0; i < types; i++)
        {
            double entry = 0;
            for (int j = 0; j < types; j++) entry += _inverse[i * types + j] * belief[j];
            _column[i] = entry;
            if (entry > Smallest && _weights[i] / entry < step) (leaving, step) = (i, _weights[i] / entry);
        }

        if (leaving < 0) return false;
        for (int j = 0; j < types; j++) _inverse[leaving * types + j] /= _column[leaving];
        for (int i = 0; i < types; i++)
        {
            if (i == leaving) continue;
            for (int j = 0; j < types; j++) _inverse[i * types + j] -= _column[i] * _inverse[leaving * types + j];
            _weights[i] = Math.Max(0, _weights[i] - step * _column[i]);
        }

        (_weights[leaving], _costs[leaving], _basis[leaving]) = (step, Values[entering], entering);
        return true;
    }
}

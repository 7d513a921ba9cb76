using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// Upper bounds of the optimal value: at the corners the optimum of each type, at the points a value, between them convex interpolation.
/// </summary>
internal sealed class InterpolatedValues
{
    private readonly BeliefPoints _points;
    private readonly WorkMeter _meter;
    private readonly double[] _corners;
    private readonly SimplexCover? _simplex;
    private readonly IBeliefCover _cover;
    private readonly int[] _near;
    private readonly double[] _weights;
    private readonly double[] _rest;

    /// <summary>Creates bounds without points.</summary>
    /// <param name="points">The points; see <see cref="Include"/>.</param>
    /// <param name="corners">Upper bounds of each type's optimum, [S][K].</param>
    /// <param name="meter">Counts the work.</param>
    public InterpolatedValues(BeliefPoints points, double[] corners, WorkMeter meter)
    {
        (_points, _corners, _meter) = (points, corners, meter);
        if (points.Types > 2) _simplex = new SimplexCover(points, Values, corners, points.Types);
        _cover = _simplex ?? (IBeliefCover)new SegmentCover(points);
        (_near, _weights, _rest) = (new int[points.Types], new double[points.Types], new double[points.Types]);
    }

    /// <summary>The points' values, and room for more.</summary>
    public double[] Values { get; private set; } = new double[16];

    /// <summary>What the last cover left to each corner, [K].</summary>
    public ReadOnlySpan<double> Rest => _rest;

    /// <summary>Gives the newest point a value.</summary>
    public void Include(double value)
    {
        int point = _points.Count - 1;
        if (point >= Values.Length) Values = [.. Values, .. new double[Values.Length]];
        if (_simplex is not null) _simplex.Values = Values;
        Values[point] = value;
    }

    /// <summary>The optima of the types in a state, [K].</summary>
    public ReadOnlySpan<double> Corners(int state) => _corners.AsSpan(state * _rest.Length, _rest.Length);

    /// <summary>An upper bound at any belief.</summary>
    public double At(int state, ReadOnlySpan<double> belief)
    {
        int count = Cover(state, belief, _near, _weights);
        var corners = Corners(state);
        double value = 0, size = 0;
        for (int type = 0; type < belief.Length; type++)
        {
            value += _rest[type] * corners[type];
            size += belief[type] * Math.Abs(corners[type]);
        }

        for (int i = 0; i < count; i++)
        {
            double term = _weights[i] * Values[_near[i]];
            value += term;
            size += Math.Abs(term);
        }

        return value + OutwardRounding.Of(count + belief.Length, size);
    }

    /// <summary>Covers a belief by points and keeps the rest.</summary>
    public int Cover(int state, ReadOnlySpan<double> belief, Span<int> points, Span<double> weights)
    {
        belief.CopyTo(_rest);
        int possible = 0;
        foreach (double share in belief) possible += share > 0 ? 1 : 0;
        if (possible < 2) return 0;
        _meter.Spend(_simplex is null ? 16 : 16L * _rest.Length * _points.At(state).Count);
        int count = _cover.Find(state, belief, points, weights);

        // Rounding must not make the points cover more than the belief.
        double scale = 1;
        for (int type = 0; type < belief.Length; type++)
        {
            double covered = 0;
            for (int i = 0; i < count; i++) covered += weights[i] * _points.Belief(points[i])[type];
            if (covered > belief[type]) scale = Math.Min(scale, belief[type] / covered);
            _rest[type] = covered;
        }

        for (int i = 0; i < count; i++) weights[i] *= scale;
        for (int type = 0; type < belief.Length; type++) _rest[type] = Math.Max(0, belief[type] - scale * _rest[type]);
        return count;
    }
}

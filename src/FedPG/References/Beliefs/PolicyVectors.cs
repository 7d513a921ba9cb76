using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// The vectors that bound the optimal value from below, each the values over the types of a policy that starts in one state: those of known
/// policies, one per state, and those of the points' policies. A vector's name is its number in this order.
/// </summary>
internal sealed class PolicyVectors
{
    private readonly BeliefPoints _points;
    private readonly WorkMeter _meter;
    private readonly double[][] _known;
    private readonly AlphaVectors[] _byState;
    private readonly int _types;
    private double[] _values = [];

    /// <summary>Creates the vectors of known policies.</summary>
    /// <param name="points">The points.</param>
    /// <param name="states">S.</param>
    /// <param name="known">Lower bounds of the values of known policies, [policies][S][K].</param>
    /// <param name="meter">Counts the work.</param>
    public PolicyVectors(BeliefPoints points, int states, double[][] known, WorkMeter meter)
    {
        (_points, _known, _meter, _types) = (points, known, meter, points.Types);
        _byState = [.. Enumerable.Range(0, states).Select(_ => new AlphaVectors(_types))];
        Index();
    }

    /// <summary>The number of vectors in a state that are no point's.</summary>
    public int Known => _known.Length;

    /// <summary>A point's vector, [K].</summary>
    public Span<double> this[int point] => _values.AsSpan(point * _types, _types);

    /// <summary>Gives new points the best vectors at their beliefs.</summary>
    /// <param name="from">The first new point.</param>
    public void Include(int from)
    {
        Array.Resize(ref _values, _points.Count * _types);
        for (int point = from; point < _points.Count; point++)
        {
            int state = _points.State(point);
            Named(state, Best(state, _points.Belief(point))).CopyTo(this[point]);
        }
    }

    /// <summary>A vector by its name, [K].</summary>
    public ReadOnlySpan<double> Named(int state, int name) =>
        name < Known ? _known[name].AsSpan(state * _types, _types) : this[name - Known];

    /// <summary>The name of a vector that was best at a belief when the vectors were last indexed.</summary>
    public int Best(int state, ReadOnlySpan<double> belief)
    {
        _meter.Spend(_byState[state].Cost);
        return _byState[state].Best(belief);
    }

    /// <summary>Makes changed vectors known to the search for the best.</summary>
    public void Index()
    {
        for (int state = 0; state < _byState.Length; state++)
        {
            var names = Enumerable.Range(0, Known).Concat(_points.At(state).Select(point => Known + point)).ToList();
            var values = new double[names.Count * _types];
            for (int k = 0; k < names.Count; k++) Named(state, names[k]).CopyTo(values.AsSpan(k * _types));
            _byState[state].Load(names, values);
        }

        _meter.Spend(8L * _types * (_points.Count + Known * _byState.Length));
    }
}

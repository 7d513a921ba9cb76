namespace FedPG.References.Beliefs;

/// <summary>The pairs of a state and a belief, of sum 1, at which both bounds are kept.</summary>
internal sealed class BeliefPoints
{
    private readonly List<int>[] _byState;
    private int[] _states = new int[16];
    private double[] _beliefs;

    public BeliefPoints(int states, int types)
    {
        Types = types;
        _beliefs = new double[16 * types];
        _byState = [.. Enumerable.Range(0, states).Select(_ => new List<int>())];
    }

    public int Count { get; private set; }

    public int Types { get; }

    public int State(int point) => _states[point];

    public ReadOnlySpan<double> Belief(int point) => _beliefs.AsSpan(point * Types, Types);

    /// <summary>The points of a state, by ascending share of the last type.</summary>
    public List<int> At(int state) => _byState[state];

    /// <summary>Adds a point and normalises its belief.</summary>
    public void Add(int state, ReadOnlySpan<double> belief)
    {
        if (Count == _states.Length)
        {
            Array.Resize(ref _states, 2 * Count);
            Array.Resize(ref _beliefs, 2 * Count * Types);
        }

        double sum = 0;
        foreach (double share in belief) sum += share;
        _states[Count] = state;
        for (int type = 0; type < Types; type++) _beliefs[Count * Types + type] = belief[type] / sum;
        _byState[state].Insert(Place(state, Last(Count)), Count);
        Count++;
    }

    /// <summary>The number of a state's points with a smaller share of the last type.</summary>
    public int Place(int state, double last)
    {
        var points = _byState[state];
        int low = 0, high = points.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Last(points[middle]) < last) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The share of the last type.</summary>
    public double Last(int point) => _beliefs[(point + 1) * Types - 1];
}

namespace FedPG.References.Beliefs;

/// <summary>
/// The vectors of one state, each the values over the types of a policy that starts there, and the search for the one that is best at a
/// belief. Two types: the upper envelope of lines, searched by bisection. More types: all are tried.
/// </summary>
internal sealed class AlphaVectors(int types)
{
    private readonly List<int> _names = [];
    private readonly List<double> _breaks = [];
    private double[] _values = [];

    /// <summary>The number of multiplications of a search.</summary>
    public int Cost => types == 2 ? 16 : 2 * types * _names.Count;

    /// <summary>Replaces the vectors.</summary>
    /// <param name="names">Names of the vectors.</param>
    /// <param name="values">The vectors, [names][K].</param>
    public void Load(List<int> names, double[] values)
    {
        _names.Clear();
        _breaks.Clear();
        _values = values;
        if (types != 2) _names.AddRange(names);
        else Envelope(names);
    }

    /// <summary>The name of a vector that is best at a belief.</summary>
    public int Best(ReadOnlySpan<double> belief) => types == 2 ? OnEnvelope(belief[1] / (belief[0] + belief[1])) : OfAll(belief);

    private int OnEnvelope(double share)
    {
        int place = _breaks.BinarySearch(share);
        return _names[place >= 0 ? place : ~place];
    }

    private int OfAll(ReadOnlySpan<double> belief)
    {
        (int best, double most) = (_names[0], double.NegativeInfinity);
        for (int k = 0; k < _names.Count; k++)
        {
            double value = 0;
            for (int type = 0; type < types; type++) value += belief[type] * _values[k * types + type];
            if (value > most) (best, most) = (_names[k], value);
        }

        return best;
    }

    /// <summary>
    /// Keeps the lines that are highest somewhere, from the left to the right; the line before a break is the highest up to there.
    /// </summary>
    private void Envelope(List<int> names)
    {
        var kept = new List<int>();
        foreach (int line in Enumerable.Range(0, names.Count).OrderBy(Slope).ThenByDescending(Left))
        {
            // Of parallel lines, the first is the highest.
            if (kept.Count > 0 && Slope(line) == Slope(kept[^1])) continue;
            while (kept.Count > 0 && Crossing(kept[^1], line) <= (_breaks.Count > 0 ? _breaks[^1] : 0))
            {
                kept.RemoveAt(kept.Count - 1);
                if (_breaks.Count > 0) _breaks.RemoveAt(_breaks.Count - 1);
            }

            if (kept.Count > 0)
            {
                double crossing = Crossing(kept[^1], line);
                if (crossing >= 1) continue;
                _breaks.Add(crossing);
            }

            kept.Add(line);
        }

        _names.AddRange(kept.Select(line => names[line]));
    }

    private double Left(int line) => _values[2 * line];

    private double Slope(int line) => _values[2 * line + 1] - _values[2 * line];

    private double Crossing(int flat, int steep) => (Left(flat) - Left(steep)) / (Slope(steep) - Slope(flat));
}

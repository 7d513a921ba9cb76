namespace FedPG.Kernels.Tables;

/// <summary>
/// Builds the columns of an alias table (Walker 1977) in the stable construction of Vose (1991). Owns its buffers, so that many rows
/// allocate nothing.
/// </summary>
/// <param name="capacity">The largest number of outcomes of a row.</param>
internal sealed class AliasConstruction(int capacity)
{
    private readonly double[] _acceptance = new double[capacity];
    private readonly int[] _alias = new int[capacity];
    private readonly double[] _scaled = new double[capacity];
    private readonly Stack<int> _small = new(capacity);
    private readonly Stack<int> _large = new(capacity);

    /// <summary>The probability of each column's own outcome within the column.</summary>
    public ReadOnlySpan<double> Acceptance => _acceptance;

    /// <summary>The other outcome of each column.</summary>
    public ReadOnlySpan<int> Alias => _alias;

    /// <summary>Builds the columns of a row of at most the capacity's length.</summary>
    public void Build(ReadOnlySpan<double> row)
    {
        int count = row.Length;
        _small.Clear();
        _large.Clear();
        for (int i = 0; i < count; i++)
        {
            _scaled[i] = row[i] * count;
            (_scaled[i] < 1 ? _small : _large).Push(i);
            (_acceptance[i], _alias[i]) = (1, i);
        }

        while (_small.Count > 0 && _large.Count > 0)
        {
            int low = _small.Pop(), high = _large.Peek();
            _acceptance[low] = _scaled[low];
            _alias[low] = high;
            _scaled[high] -= 1 - _scaled[low];
            if (_scaled[high] < 1) _small.Push(_large.Pop());
        }

        // Columns are left over only because of rounding. One with probability 0 must still never be drawn.
        int fallback = IndexOfMaximum(row);
        foreach (int left in _small)
        {
            if (row[left] == 0) (_acceptance[left], _alias[left]) = (0, fallback);
        }
    }

    private static int IndexOfMaximum(ReadOnlySpan<double> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best]) best = i;
        }

        return best;
    }
}

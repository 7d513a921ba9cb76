namespace FedPG.Sampling;

/// <summary>
/// Sampling by alias tables (Walker 1977, in the stable construction of Vose 1991): constant time for any number of outcomes.
/// The high part of bits · outcomes picks a column, the low part decides between the column and its alias.
/// </summary>
internal readonly struct AliasRows : IRowSampler
{
    private readonly long[] _acceptance;
    private readonly int[] _alias;
    private readonly int _outcomes;

    /// <summary>Tables for rows of <paramref name="outcomes"/> probabilities, flat.</summary>
    public AliasRows(ReadOnlySpan<double> rows, int outcomes)
    {
        _outcomes = outcomes;
        _acceptance = new long[rows.Length];
        _alias = new int[rows.Length];
        for (int start = 0; start < rows.Length; start += outcomes)
        {
            Build(rows.Slice(start, outcomes), _acceptance.AsSpan(start, outcomes), _alias.AsSpan(start, outcomes));
        }
    }

    /// <inheritdoc/>
    public int Draw(int row, uint bits)
    {
        ulong product = (ulong)bits * (uint)_outcomes;
        int column = (int)(product >> 32), index = row * _outcomes + column;
        return (uint)product < _acceptance[index] ? column : _alias[index];
    }

    private static void Build(ReadOnlySpan<double> row, Span<long> acceptance, Span<int> alias)
    {
        int count = row.Length;
        var scaled = new double[count];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (int i = 0; i < count; i++)
        {
            scaled[i] = row[i] * count;
            (scaled[i] < 1 ? small : large).Push(i);
            (acceptance[i], alias[i]) = (1L << 32, i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            int low = small.Pop(), high = large.Peek();
            acceptance[low] = (long)(scaled[low] * 4294967296.0 + 0.5);
            alias[low] = high;
            scaled[high] -= 1 - scaled[low];
            if (scaled[high] < 1) small.Push(large.Pop());
        }

        // Only rounding leaves columns over; one that has no probability at all must still never be drawn.
        int fallback = IndexOfMaximum(row);
        foreach (int left in small)
        {
            if (row[left] == 0) (acceptance[left], alias[left]) = (0, fallback);
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

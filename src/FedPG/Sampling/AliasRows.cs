namespace FedPG.Sampling;

/// <summary>
/// Sampling by alias tables (Walker 1977, in the stable construction of Vose 1991): constant time for any number of outcomes.
/// The high part of bits · outcomes picks a column, the low part decides between the column and its alias.
/// </summary>
internal readonly struct AliasRows : IRowSampler
{
    /// <summary>The acceptance in the high half, the alias in the low: one word is one access to memory.</summary>
    private readonly ulong[] _columns;
    private readonly int _outcomes;

    /// <summary>Tables for rows of <paramref name="outcomes"/> probabilities, flat.</summary>
    public AliasRows(ReadOnlySpan<double> rows, int outcomes)
    {
        _outcomes = outcomes;
        _columns = new ulong[rows.Length];
        var acceptance = new long[outcomes];
        var alias = new int[outcomes];
        for (int start = 0; start < rows.Length; start += outcomes)
        {
            Build(rows.Slice(start, outcomes), acceptance, alias);
            for (int i = 0; i < outcomes; i++)
            {
                // 2^32 has no place in 32 bits, nor needs one where the column is its own alias.
                bool isWhole = acceptance[i] >= 1L << 32;
                _columns[start + i] = isWhole ? (uint)i : ((ulong)acceptance[i] << 32) | (uint)alias[i];
            }
        }
    }

    /// <inheritdoc/>
    public int Draw(int row, uint bits)
    {
        ulong product = (ulong)bits * (uint)_outcomes;
        int column = (int)(product >> 32);
        ulong entry = _columns[row * _outcomes + column];
        return (uint)product < (uint)(entry >> 32) ? column : (int)(uint)entry;
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

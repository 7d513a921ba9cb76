namespace FedPG.Kernels.Sparse;

/// <summary>
/// The places of the entries of a square matrix, but for its diagonal, row by row in ascending columns. Immutable.
/// </summary>
/// <param name="Starts">The place of each row's first entry, [n + 1].</param>
/// <param name="Middles">The place of each row's first entry right of the diagonal, [n].</param>
/// <param name="Columns">The column of each entry.</param>
internal sealed record SparsePattern(int[] Starts, int[] Middles, int[] Columns)
{
    /// <summary>n.</summary>
    public int Size => Middles.Length;

    /// <summary>The number of entries.</summary>
    public int Count => Columns.Length;

    /// <summary>The pattern of the transpose.</summary>
    public SparsePattern Transpose()
    {
        int[] starts = new int[Size + 1], middles = new int[Size], columns = new int[Count];
        foreach (int column in Columns) starts[column + 1]++;
        for (int row = 0; row < Size; row++) starts[row + 1] += starts[row];
        var next = starts.AsSpan(0, Size).ToArray();
        for (int row = 0; row < Size; row++)
        {
            // All entries of rows before this one have been placed, so those that follow in the transpose's row are right of its diagonal.
            middles[row] = next[row];
            for (int entry = Starts[row]; entry < Starts[row + 1]; entry++)
            {
                columns[next[Columns[entry]]++] = row;
            }
        }

        return new SparsePattern(starts, middles, columns);
    }

    /// <summary>Copies the numbers of a matrix with this pattern to its transpose.</summary>
    /// <param name="weights">The number of each entry.</param>
    /// <param name="transposed">The pattern of the transpose.</param>
    /// <param name="destination">The number of each entry of the transpose.</param>
    public void Transpose(ReadOnlySpan<double> weights, SparsePattern transposed, Span<double> destination)
    {
        // A counter for each row is smaller than the place of each entry, and stays in the cache.
        int[] next = transposed.Starts.AsSpan(0, Size).ToArray();
        for (int entry = 0; entry < weights.Length; entry++) destination[next[Columns[entry]]++] = weights[entry];
    }
}

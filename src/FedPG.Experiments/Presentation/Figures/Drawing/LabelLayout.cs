namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Places labels so that they do not overlap.</summary>
internal static class LabelLayout
{
    /// <summary>
    /// The centres nearest (in squared distance) to the wanted ones that keep their order, are at least <paramref name="spacing"/> apart
    /// and leave half a spacing to both bounds. Labels that cannot all fit are spread evenly and overlap.
    /// </summary>
    /// <param name="wanted">Wanted centres, in any order.</param>
    /// <param name="spacing">Distance between two centres.</param>
    /// <param name="low">Lower bound.</param>
    /// <param name="high">Upper bound.</param>
    /// <returns>The centres, in the order of <paramref name="wanted"/>.</returns>
    public static double[] Spread(IReadOnlyList<double> wanted, double spacing, double low, double high)
    {
        int n = wanted.Count;
        if (n == 0) return [];
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => wanted[i])];
        double first = low + spacing / 2;
        double slack = high - low - n * spacing;
        if (slack < 0)
        {
            first = low + Math.Min(spacing, high - low) / 2;
            spacing = n > 1 ? (high - low - 2 * (first - low)) / (n - 1) : 0;
            slack = 0;
        }

        // With k spacings subtracted from the k-th centre, "apart" becomes "ascending": isotonic regression, then the bounds.
        double[] shifted = Ascending([.. order.Select((label, k) => wanted[label] - k * spacing)]);
        var centres = new double[n];
        for (int k = 0; k < n; k++) centres[order[k]] = Math.Clamp(shifted[k], first, first + slack) + k * spacing;
        return centres;
    }

    /// <summary>The ascending sequence nearest in squares: neighbours that descend are pooled to their mean.</summary>
    private static double[] Ascending(double[] values)
    {
        var pools = new List<(double Sum, int Count)>();
        foreach (double value in values)
        {
            var pool = (Sum: value, Count: 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Count > pool.Sum / pool.Count)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Sum / pool.Count, pool.Count))];
    }
}

namespace FedPG.Experiments.Results;

/// <summary>Selects the points of a curve that a picture can show.</summary>
internal static class Thinning
{
    /// <summary>Indices that are evenly spaced on a logarithmic axis, twelve per octave.</summary>
    public static IEnumerable<int> Geometric(int count)
    {
        for (double i = 1; i < count; i = Math.Max(i + 1, i * 1.06)) yield return (int)i;
    }

    /// <summary>
    /// The indices of the first value, the last one, and the lowest and highest of each of <paramref name="buckets"/> equal stretches, in
    /// order, so that no peak is lost. All indices if there are no more than that.
    /// </summary>
    public static int[] Indices(ReadOnlySpan<double> values, int buckets)
    {
        int n = values.Length;
        if (n <= 2 * buckets + 2) return [.. Enumerable.Range(0, n)];
        var kept = new SortedSet<int> { 0, n - 1 };
        for (int bucket = 0; bucket < buckets; bucket++)
        {
            int start = (int)((long)n * bucket / buckets);
            int end = (int)((long)n * (bucket + 1) / buckets);
            int low = start, high = start;
            for (int i = start + 1; i < end; i++)
            {
                if (values[i] < values[low]) low = i;
                if (values[i] > values[high]) high = i;
            }

            kept.Add(low);
            kept.Add(high);
        }

        return [.. kept];
    }
}

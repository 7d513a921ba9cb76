using System.Runtime.CompilerServices;

namespace FedPG.Experiments.Statistics;

/// <summary>
/// The mean of a sample without its lowest and its highest quarter, ⌊n/4⌋ values at each end, as rliable computes it (Agarwal et al.,
/// NeurIPS 2021: SciPy's <c>trim_mean</c> with 0.25). For up to three values it is the mean. A failed run counts as an infinitely bad
/// value, which is trimmed away as long as at most a quarter of the runs failed.
/// </summary>
internal static class InterquartileMean
{
    private const int LargestOnStack = 256;

    /// <summary>The interquartile mean; NaN for an empty sample or one with NaN.</summary>
    public static double Of(ReadOnlySpan<double> sample)
    {
        Span<double> sorted = sample.Length <= LargestOnStack ? stackalloc double[sample.Length] : new double[sample.Length];
        sample.CopyTo(sorted);
        sorted.Sort();
        if (sorted.IsEmpty || double.IsNaN(sorted[0])) return double.NaN;
        int cut = Cut(sorted.Length);
        double sum = 0;
        foreach (double value in sorted[cut..^cut]) sum += value;
        return sum / (sorted.Length - 2 * cut);
    }

    /// <summary>The number of values trimmed at each end.</summary>
    internal static int Cut(int count) => count / 4;

    /// <summary>The interquartile mean of a resample.</summary>
    /// <param name="sorted">The sample's values, ascending, without NaN.</param>
    /// <param name="place">The index of each value in <paramref name="counts"/>.</param>
    /// <param name="counts">The multiplicity of each run in the resample; they sum to the number of runs.</param>
    // A report calls this millions of times and ends before tiered compilation would optimise it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(ReadOnlySpan<double> sorted, ReadOnlySpan<int> place, ReadOnlySpan<ushort> counts)
    {
        int n = sorted.Length, cut = Cut(n);
        double sum = 0;
        for (int i = 0, before = 0; i < n && before < n - cut; i++)
        {
            int after = before + counts[place[i]];
            int kept = Math.Min(after, n - cut) - Math.Max(before, cut);
            if (kept > 0) sum += kept * sorted[i];
            before = after;
        }

        return sum / (n - 2 * cut);
    }
}

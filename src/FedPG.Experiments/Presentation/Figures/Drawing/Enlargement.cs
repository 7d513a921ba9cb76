namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Chooses the part of the value axis where the ends of curves and reference values crowd, to be drawn enlarged.</summary>
internal static class Enlargement
{
    private const double LargestShare = 0.2;
    private const int FewestItems = 3;

    /// <summary>
    /// The range of at most a fifth of <paramref name="whole"/> that contains the most items, padded; of several such ranges the smallest.
    /// Null if no range contains three items.
    /// </summary>
    /// <param name="items">The ranges of the items: intervals at the ends of curves, and single values.</param>
    /// <param name="whole">The range of everything drawn.</param>
    public static ValueRange? Of(IReadOnlyList<ValueRange> items, ValueRange whole)
    {
        var best = (Count: 0, Range: default(ValueRange));
        foreach (ValueRange bottom in items)
        {
            foreach (ValueRange top in items)
            {
                var candidate = new ValueRange(bottom.Low, top.High);
                if (candidate.Span < 0 || candidate.Span > LargestShare * whole.Span) continue;
                int count = items.Count(item => candidate.Contains(item.Low) && candidate.Contains(item.High));
                if (count > best.Count || (count == best.Count && candidate.Span < best.Range.Span)) best = (count, candidate);
            }
        }

        return best.Count >= FewestItems ? best.Range.Padded(0.12) : null;
    }
}

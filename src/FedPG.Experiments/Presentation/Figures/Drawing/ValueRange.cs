namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A closed interval of values.</summary>
internal readonly record struct ValueRange(double Low, double High)
{
    /// <summary>High − Low.</summary>
    public double Span => High - Low;

    /// <summary>Whether a value lies in the range.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The range with a fraction of its span added at both ends; an empty span gets a small one.</summary>
    public ValueRange Padded(double share)
    {
        double pad = Span > 0 ? Span * share : Math.Max(Math.Abs(High) * 0.01, 1e-6);
        return new ValueRange(Low - pad, High + pad);
    }

    /// <summary>The smallest range with all finite values; null if no value is finite.</summary>
    public static ValueRange? Of(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return low <= high ? new ValueRange(low, high) : null;
    }
}

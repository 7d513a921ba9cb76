namespace FedPG.Experiments.Statistics;

/// <summary>The exponent of a power law y = c x^e, by least squares on the logarithms, with the interval of the stratified bootstrap over
/// runs.</summary>
internal static class PowerLaw
{
    /// <summary>The exponent; NaN if a statistic is not positive and finite, or if there are fewer than two places.</summary>
    /// <param name="places">x, above 0, [places].</param>
    /// <param name="runs">The runs' values at each place, [places][runs].</param>
    /// <param name="statistic">Gives y: of all runs at a place, and of each of their resamples.</param>
    public static Estimate Exponent(ReadOnlySpan<double> places, IReadOnlyList<double[]> runs, Func<double[], double> statistic)
    {
        if (places.Length != runs.Count) throw new ArgumentException("must have the values of every place", nameof(runs));
        double[] logs = Array.ConvertAll(places.ToArray(), Math.Log);
        int count = runs.Sum(values => values.Length);
        double exponent = Slope(logs, [.. runs.Select(statistic)]);
        if (double.IsNaN(exponent) || runs.Any(values => values.Length < Estimate.FewestForInterval))
            return new Estimate(exponent, exponent, exponent, count, Spread.None);
        var resamples = Resamples.Of([.. runs.Select(values => values.Length)]);
        var distinct = new double[resamples.Distinct];
        for (int i = 0; i < distinct.Length; i++) distinct[i] = Slope(logs, Resampled(runs, resamples.DistinctCounts(i), statistic));
        var exponents = new List<double>(Resamples.Count);
        foreach (int place in resamples.Place)
        {
            if (!double.IsNaN(distinct[place])) exponents.Add(distinct[place]);
        }

        // A resample of equal runs can have a statistic of 0, such as a variance, and so no logarithm; with many of them there is no
        // interval.
        if (exponents.Count < Resamples.Count / 2) return new Estimate(exponent, exponent, exponent, count, Spread.None);
        exponents.Sort();
        int tail = (int)(exponents.Count * (1 - StratifiedBootstrap.Level) / 2);
        var (low, high) = (exponents[tail], exponents[^(tail + 1)]);
        return new Estimate(exponent, low, high, count, Spread.Interval);
    }

    private static double[] Resampled(IReadOnlyList<double[]> runs, ReadOnlySpan<ushort> counts, Func<double[], double> statistic)
    {
        var values = new double[runs.Count];
        for (int place = 0; place < values.Length; place++)
        {
            var own = runs[place];
            var drawn = new List<double>(own.Length);
            for (int run = 0; run < own.Length; run++) drawn.AddRange(Enumerable.Repeat(own[run], counts[run]));
            values[place] = statistic([.. drawn]);
            counts = counts[own.Length..];
        }

        return values;
    }

    private static double Slope(double[] logs, double[] values)
    {
        if (logs.Length < 2 || values.Any(value => !(value > 0) || !double.IsFinite(value))) return double.NaN;
        double[] heights = Array.ConvertAll(values, Math.Log);
        double place = logs.Average(), height = heights.Average();
        double along = 0, squares = 0;
        for (int i = 0; i < logs.Length; i++)
        {
            along += (logs[i] - place) * (heights[i] - height);
            squares += (logs[i] - place) * (logs[i] - place);
        }

        return along / squares;
    }
}

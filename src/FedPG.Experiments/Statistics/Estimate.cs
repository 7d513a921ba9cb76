namespace FedPG.Experiments.Statistics;

/// <summary>The meaning of <see cref="Estimate.Low"/> and <see cref="Estimate.High"/>.</summary>
public enum Spread
{
    /// <summary>The value itself: a single run has no spread.</summary>
    None,

    /// <summary>The lower and the higher of two runs.</summary>
    Range,

    /// <summary>The 95 % percentile interval of the stratified bootstrap.</summary>
    Interval,
}

/// <summary>The interquartile mean over runs and its uncertainty.</summary>
/// <param name="Value">The interquartile mean; infinite if more runs failed than are trimmed.</param>
/// <param name="Low">The lower end of the interval or range.</param>
/// <param name="High">The upper end.</param>
/// <param name="Count">The number of runs.</param>
/// <param name="Spread">The meaning of the ends.</param>
public readonly record struct Estimate(double Value, double Low, double High, int Count, Spread Spread)
{
    /// <summary>The minimum number of runs in a stratum for an interval.</summary>
    public const int FewestForInterval = 3;

    /// <summary>An exactly known value.</summary>
    public static Estimate Exact(double value) => new(value, value, value, 1, Spread.None);

    /// <summary>The estimate for the runs of one task. A failed run has the value −∞ if larger is better, else +∞.</summary>
    public static Estimate Of(ReadOnlySpan<double> runs)
    {
        int n = runs.Length;
        double value = InterquartileMean.Of(runs);
        if (n < 2 || double.IsNaN(value)) return new Estimate(value, value, value, n, Spread.None);
        if (n < FewestForInterval) return new Estimate(value, Math.Min(runs[0], runs[1]), Math.Max(runs[0], runs[1]), n, Spread.Range);
        var (low, high) = StratifiedBootstrap.Interval(runs, [n]);
        return new Estimate(value, low, high, n, Spread.Interval);
    }

    /// <summary>The estimate over several tasks, each a stratum: all runs have equal weight and are resampled within their task.</summary>
    /// <param name="tasks">[tasks][runs].</param>
    public static Estimate Over(IReadOnlyList<double[]> tasks)
    {
        if (tasks.Count == 1) return Of(tasks[0]);
        double[] all = [.. tasks.SelectMany(runs => runs)];
        double value = InterquartileMean.Of(all);
        if (double.IsNaN(value) || tasks.Any(runs => runs.Length < FewestForInterval))
            return new Estimate(value, value, value, all.Length, Spread.None);
        var (low, high) = StratifiedBootstrap.Interval(all, [.. tasks.Select(runs => runs.Length)]);
        return new Estimate(value, low, high, all.Length, Spread.Interval);
    }

    /// <summary>The gap to a reference value: negating the values negates the interquartile mean and swaps the ends.</summary>
    public Estimate Below(double reference) => this with { Value = reference - Value, Low = reference - High, High = reference - Low };
}

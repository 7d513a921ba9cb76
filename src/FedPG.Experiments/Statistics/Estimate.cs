namespace FedPG.Experiments.Statistics;

/// <summary>What <see cref="Estimate.Low"/> and <see cref="Estimate.High"/> are.</summary>
public enum Spread
{
    /// <summary>The value itself: one run tells nothing about spread.</summary>
    None,

    /// <summary>The lower and the higher of two runs.</summary>
    Range,

    /// <summary>The 95 % percentile interval of the stratified bootstrap.</summary>
    Interval,
}

/// <summary>The interquartile mean of some runs' values and how far it can be trusted.</summary>
/// <param name="Value">The interquartile mean; infinite where so many runs failed that it is not trimmed away.</param>
/// <param name="Low">The lower end of its interval or range.</param>
/// <param name="High">The upper end.</param>
/// <param name="Count">How many runs stand behind it.</param>
/// <param name="Spread">What the ends are.</param>
public readonly record struct Estimate(double Value, double Low, double High, int Count, Spread Spread)
{
    /// <summary>Fewer runs than this in a stratum have no interval.</summary>
    public const int FewestForInterval = 3;

    /// <summary>A value that is known.</summary>
    public static Estimate Exact(double value) => new(value, value, value, 1, Spread.None);

    /// <summary>The estimate of a task's runs. A failed run's value is −∞ where more is better, +∞ where less is.</summary>
    public static Estimate Of(ReadOnlySpan<double> runs)
    {
        int n = runs.Length;
        double value = InterquartileMean.Of(runs);
        if (n < 2 || double.IsNaN(value)) return new Estimate(value, value, value, n, Spread.None);
        if (n < FewestForInterval) return new Estimate(value, Math.Min(runs[0], runs[1]), Math.Max(runs[0], runs[1]), n, Spread.Range);
        var (low, high) = StratifiedBootstrap.Interval(runs, [n]);
        return new Estimate(value, low, high, n, Spread.Interval);
    }

    /// <summary>The estimate over several tasks, each a stratum: all runs count the same, and runs are resampled within their
    /// task.</summary>
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

    /// <summary>How far it lies below a reference: the interquartile mean turns over with its values.</summary>
    public Estimate Below(double reference) => this with { Value = reference - Value, Low = reference - High, High = reference - Low };
}

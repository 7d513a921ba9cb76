namespace FedPG.Diagnostics;

/// <summary>Whether a run has made lasting progress.</summary>
public enum Progress
{
    /// <summary>The run ended above its start and kept at least half of its largest gain.</summary>
    Learned,

    /// <summary>The run ended about where it started.</summary>
    Stalled,

    /// <summary>The run ended below its start, or lost more than half of its largest gain again.</summary>
    Collapsed,

    /// <summary>An objective was not finite, or updates were refused.</summary>
    Diverged,
}

/// <summary>Detects failed runs from their scored objectives.</summary>
public static class Divergence
{
    /// <summary>
    /// The outcome of a run. The end of a run is the median of the last tenth of its scores (at least one), so that a single outlier
    /// does not decide.
    /// </summary>
    /// <param name="objectives">J after the scored rounds, the initial one first.</param>
    /// <param name="refused">The number of refused updates.</param>
    /// <param name="resolution">Differences up to this size are ignored: a fraction of the possible gain, above 0.</param>
    public static Progress Of(ReadOnlySpan<double> objectives, long refused, double resolution)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resolution);
        if (objectives.IsEmpty) throw new ArgumentException("must have the initial score", nameof(objectives));
        double best = double.NegativeInfinity;
        foreach (double objective in objectives)
        {
            if (!double.IsFinite(objective)) return Progress.Diverged;
            best = Math.Max(best, objective);
        }

        if (refused > 0) return Progress.Diverged;
        double[] last = objectives[^Math.Max(1, objectives.Length / 10)..].ToArray();
        Array.Sort(last);
        double gain = last[last.Length / 2] - objectives[0], highest = best - objectives[0];
        bool gaveBack = highest > resolution && gain < highest / 2;
        return gain < -resolution || gaveBack ? Progress.Collapsed : gain <= resolution ? Progress.Stalled : Progress.Learned;
    }
}

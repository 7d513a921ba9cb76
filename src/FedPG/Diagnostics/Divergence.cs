namespace FedPG.Diagnostics;

/// <summary>Whether a run has learned anything that lasts.</summary>
public enum Progress
{
    /// <summary>It ended above its start and kept most of what it had gained.</summary>
    Learned,

    /// <summary>It ended about where it started.</summary>
    Stalled,

    /// <summary>It ended below its start, or gave back more than half of what it had gained.</summary>
    Collapsed,

    /// <summary>An objective was not finite, or updates had to be refused.</summary>
    Diverged,
}

/// <summary>Detects runs that fail, from their scored objectives.</summary>
public static class Divergence
{
    /// <summary>
    /// What became of a run. Its end is the median of the last tenth of its scores, one at least, so that a single jump decides nothing.
    /// </summary>
    /// <param name="objectives">J after the scored rounds, the initial one first.</param>
    /// <param name="refused">How many updates were refused.</param>
    /// <param name="resolution">Differences up to this are none: a share of what can be gained, above 0.</param>
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

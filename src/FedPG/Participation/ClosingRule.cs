using FedPG.Options;

namespace FedPG.Participation;

/// <summary>The time at which a round closes on the simulated clock, in seconds since its start.</summary>
internal static class ClosingRule
{
    /// <summary>
    /// A round closes as soon as the quorum of the agents that can still report has reported, but no later than the deadline. If no agent
    /// trains, the round waits for the first late update of an earlier round; if there is none either, it takes no time.
    /// </summary>
    /// <param name="ends">
    /// For each training agent, the time at which it reports or is known to have lost its update; sorted in place.
    /// </param>
    /// <param name="firstLate">The time at which the first update of an earlier round arrives, or infinity.</param>
    /// <param name="options">The quorum and the deadline.</param>
    public static double Close(List<(double Time, bool Reports)> ends, double firstLate, ServerOptions options)
    {
        double deadline = options.Deadline ?? double.PositiveInfinity;
        if (ends.Count == 0) return double.IsInfinity(firstLate) ? 0 : Math.Min(firstLate, deadline);
        ends.Sort((one, other) => one.Time.CompareTo(other.Time));
        int reported = 0, awaited = ends.Count;
        for (int i = 0; i < ends.Count; i++)
        {
            if (ends[i].Reports) reported++;
            else awaited--;
            bool isTie = i + 1 < ends.Count && ends[i + 1].Time == ends[i].Time;
            if (!isTie && reported >= Required(options.Quorum, awaited)) return Math.Min(ends[i].Time, deadline);
        }

        return Math.Min(ends[^1].Time, deadline);
    }

    /// <summary>The quorum rounded up to an integer. 0.55 of 100 is 55, although the product of the doubles is above 55.</summary>
    private static double Required(double quorum, int awaited) => Math.Ceiling(quorum * awaited * (1 - 1e-12));
}

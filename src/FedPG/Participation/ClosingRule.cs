using FedPG.Options;

namespace FedPG.Participation;

/// <summary>When a round closes on the simulated clock. Times are seconds since its start.</summary>
internal static class ClosingRule
{
    /// <summary>
    /// At the first moment at which the quorum of the agents that can still report has reported, at the deadline at the latest. With nobody
    /// to wait for, a round waits for the first late update of an earlier one; without one it takes no time.
    /// </summary>
    /// <param name="ends">When each agent that trains reports, or is known to have lost the round; sorted here.</param>
    /// <param name="firstLate">When the first update of an earlier round arrives, or infinity.</param>
    /// <param name="options">Quorum and deadline.</param>
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

    /// <summary>The least whole number that is at least the quorum; 0.55 of 100 is 55, though their product as doubles is above
    /// it.</summary>
    private static double Required(double quorum, int awaited) => Math.Ceiling(quorum * awaited * (1 - 1e-12));
}

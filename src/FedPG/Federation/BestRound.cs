using System.Collections.Immutable;

namespace FedPG.Federation;

/// <summary>The scored round with the largest objective J so far; of equal ones the earliest.</summary>
/// <param name="Round">The number of rounds run.</param>
/// <param name="Objective">J after that round; NaN only if it was NaN after every scored round.</param>
/// <param name="Parameters">The server's parameters after that round, flat.</param>
public sealed record BestRound(int Round, double Objective, ImmutableArray<double> Parameters)
{
    /// <summary>The best round after one more scored round.</summary>
    /// <param name="best">The best round so far; null before the first.</param>
    /// <param name="report">The next scored round.</param>
    public static BestRound After(BestRound? best, RoundReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return best is null || IsLarger(report.Objective, best.Objective)
            ? new BestRound(report.Round, report.Objective, report.Parameters)
            : best;
    }

    /// <summary>Whether an objective is larger than another. NaN, of a policy that diverged, is smaller than any number.</summary>
    /// <param name="objective">An objective.</param>
    /// <param name="other">Another objective.</param>
    public static bool IsLarger(double objective, double other) =>
        objective > other || (double.IsNaN(other) && !double.IsNaN(objective));
}

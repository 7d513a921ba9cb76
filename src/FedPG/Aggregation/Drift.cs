using FedPG.Numerics;

namespace FedPG.Aggregation;

/// <summary>
/// How far local training drove the agents apart: √(W⁻¹ Σ_c w_c ‖θ^c − θ̄‖²), the root mean square distance of the averaged updates from their
/// mean. It is folded like the updates are, one number an edge, from distances to the round's broadcast θ_r:
/// W⁻¹ Σ w ‖θ^c − θ̄‖² = W⁻¹ Σ w ‖θ^c − θ_r‖² − ‖θ̄ − θ_r‖². Steps are small beside θ, so that little cancels.
/// </summary>
public static class Drift
{
    /// <summary>What an update adds to an edge's sum of squares: w ‖θ^c − θ_r‖².</summary>
    /// <param name="update">θ^c, flat.</param>
    /// <param name="broadcast">θ_r of the round in which the update counts, flat.</param>
    /// <param name="weight">w.</param>
    public static double Square(ReadOnlySpan<double> update, ReadOnlySpan<double> broadcast, double weight) =>
        weight * FixedOrder.SquaredDistance(update, broadcast);

    /// <summary>The drift of a round; for an aggregate other than the mean, the same formula.</summary>
    /// <param name="average">θ̄, before the improvement operator, flat.</param>
    /// <param name="broadcast">θ_r, flat.</param>
    /// <param name="updates">How many updates were averaged; one alone does not drift.</param>
    /// <param name="squares">The sum of their <see cref="Square"/>.</param>
    /// <param name="weight">W, the sum of their weights, above 0.</param>
    public static double Of(ReadOnlySpan<double> average, ReadOnlySpan<double> broadcast, int updates, double squares, double weight) => updates < 2
        ? 0
        : Math.Sqrt(Math.Max(0, squares / weight - FixedOrder.SquaredDistance(average, broadcast)));
}

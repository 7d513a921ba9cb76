using FedPG.Kernels.Linear;

namespace FedPG.Aggregation;

/// <summary>
/// How far local training drove the agents apart: √(W⁻¹ Σ_c w_c ‖θ^c − θ̄‖²), the root mean square distance of the averaged updates from
/// their mean. It is folded along the same tree as the updates, one number per node, from distances to the round's broadcast θ_r: W⁻¹ Σ w
/// ‖θ^c − θ̄‖² = W⁻¹ Σ w ‖θ^c − θ_r‖² − ‖θ̄ − θ_r‖². Local steps are small compared with θ, so little cancels.
/// </summary>
internal static class Drift
{
    /// <summary>The drift of a round; for an aggregate other than the mean, the same formula.</summary>
    /// <param name="average">θ̄, before the improvement operator, flat.</param>
    /// <param name="broadcast">θ_r, flat.</param>
    /// <param name="root">The aggregate of the round's updates; a single update has no drift.</param>
    public static double Of(ReadOnlySpan<double> average, ReadOnlySpan<double> broadcast, in PartialAggregate root) => root.Updates < 2
        ? 0
        : Math.Sqrt(Math.Max(0, root.Squares / root.Weight - FixedOrder.SquaredDistance(average, broadcast)));
}

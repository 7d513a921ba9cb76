using FedPG.Kernels.Linear;
using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.geometric-median</c>.</summary>
public sealed record GeometricMedianOptions
{
    /// <summary>ν: smaller distances count as ν.</summary>
    [AtLeast(0, Exclusive = true)] public double Smoothing { get; init; } = 1e-6;

    /// <summary>The largest number of steps; fewer are taken if a step changes nothing.</summary>
    [Between(1, 1_000_000)] public int Steps { get; init; } = 100;
}

/// <summary>
/// The geometric median by smoothed Weiszfeld steps from θ_r (Pillutla, Kakade and Harchaoui 2022, arXiv 1912.13445): y ← Σ a_i x_i / Σ a_i
/// with a_i = w_i / max(ν, ‖x_i − y‖).
/// </summary>
internal sealed class GeometricMedian(GeometricMedianOptions options) : ListAggregator
{
    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        round.Broadcast.CopyTo(result);
        double[] step = new double[result.Length];
        for (int s = 0; s < options.Steps; s++)
        {
            if (!Step(updates, result, step)) return;
        }
    }

    /// <summary>Moves y by Σ a_i (x_i − y) / Σ a_i; false if y stays as it is.</summary>
    private bool Step(UpdateList updates, Span<double> y, Span<double> step)
    {
        step.Clear();
        double total = 0;
        for (int i = 0; i < updates.Count; i++)
        {
            var x = updates[i];
            double share = updates.Weight(i) / Math.Max(options.Smoothing, Math.Sqrt(FixedOrder.SquaredDistance(x, y)));
            total += share;
            for (int k = 0; k < step.Length; k++) step[k] += share * (x[k] - y[k]);
        }

        // All distances overflow.
        if (total == 0) return false;
        bool moves = false;
        for (int k = 0; k < y.Length; k++)
        {
            double next = y[k] + step[k] / total;
            moves |= next != y[k];
            y[k] = next;
        }

        return moves;
    }
}

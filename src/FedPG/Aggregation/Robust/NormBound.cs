using System.Numerics.Tensors;
using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.norm-bound</c>.</summary>
public sealed record NormBoundOptions
{
    /// <summary>τ: the largest norm of an update's difference from the broadcast.</summary>
    [AtLeast(0, Exclusive = true)] public double Bound { get; init; } = 1;
}

/// <summary>
/// The weighted mean of updates whose differences from θ_r are clipped to a norm (Sun et al. 2019, arXiv 1911.07963):
/// θ_r + W⁻¹ Σ w_i s_i (x_i − θ_r) with s_i = min(1, τ/‖x_i − θ_r‖). A partial aggregate has Σ w_i s_i x_i and Σ w_i s_i.
/// </summary>
internal sealed class NormBound(NormBoundOptions options) : IAggregator
{
    public long Length(int parameters, int updates) => parameters + 1L;

    public double[] Lift(in PartialAggregate update)
    {
        double norm = Math.Sqrt(update.Squares / update.Weight), share = update.Weight * Math.Min(1, options.Bound / norm);
        double[] sum = [.. update.Numbers!, 1];
        TensorPrimitives.Multiply(sum, share, sum);
        return sum;
    }

    public double[] Merge(in PartialAggregate left, in PartialAggregate right)
    {
        double[] sum = left.Numbers!;
        TensorPrimitives.Add(sum, right.Numbers!, sum);
        return sum;
    }

    public double[] Complete(in PartialAggregate root, in AggregationRound round)
    {
        double[] sum = root.Numbers!, result = [.. round.Broadcast];
        for (int k = 0; k < result.Length; k++) result[k] += (sum[k] - sum[^1] * result[k]) / root.Weight;
        return result;
    }
}

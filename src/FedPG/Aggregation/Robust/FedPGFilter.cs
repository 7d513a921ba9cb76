using FedPG.Kernels.Linear;
using FedPG.Numerics;
using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.fedpg-filter</c>.</summary>
public sealed record FedPGFilterOptions
{
    /// <summary>σ: the largest distance of one trajectory's gradient from the exact one.</summary>
    [AtLeast(0, Exclusive = true)] public double Sigma { get; init; } = 1;

    /// <summary>δ: the probability with which an honest agent may be filtered out.</summary>
    [Between(0, 1, Exclusive = true)] public double Delta { get; init; } = 0.6;

    /// <summary>α: the largest fraction of Byzantine agents.</summary>
    [Between(0, 0.5)] public double Alpha { get; init; } = 0.4;
}

/// <summary>
/// The filter of FedPG-BR (Fan et al. 2021, arXiv 2110.14074, Algorithm 1.1): the weighted mean of the updates within 𝒯 of a central
/// one. Central is the update nearest to the mean of those that have more than half of all updates within 𝒯 = 2σ√(V/B), V = 2 log(2K/δ).
/// If fewer than (1−α)K updates remain, the same is done with 2σ instead of 𝒯; without a central update, θ_r stays. Distances are those of
/// gradients: an update counts as θ_r plus ηH times one.
/// </summary>
internal sealed class FedPGFilter(FedPGFilterOptions options, LocalOptions local) : ListAggregator
{
    /// <summary>𝒯 in the space of gradients.</summary>
    /// <param name="options">σ and δ.</param>
    /// <param name="updates">K.</param>
    /// <param name="batch">B.</param>
    public static double Threshold(FedPGFilterOptions options, int updates, int batch) =>
        2 * options.Sigma * Math.Sqrt(2 * Elementary.Log(2 * updates / options.Delta) / batch);

    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        double scale = local.StepSize * local.Steps, threshold = Threshold(options, updates.Count, local.Batch);
        var kept = Filter(updates, scale * threshold);
        if (kept.Count < (1 - options.Alpha) * updates.Count) kept = Filter(updates, scale * 2 * options.Sigma);
        if (kept.Count == 0) round.Broadcast.CopyTo(result);
        else Average(updates, kept, result);
    }

    /// <summary>The updates within a distance of the central one, in agent order; none if there is no central one.</summary>
    private static List<int> Filter(UpdateList updates, double distance)
    {
        int count = updates.Count;
        double most = distance * distance;
        var crowded = new List<int>();
        for (int i = 0; i < count; i++)
        {
            int near = 0;
            for (int j = 0; j < count; j++) near += FixedOrder.SquaredDistance(updates[i], updates[j]) <= most ? 1 : 0;
            if (2 * near > count) crowded.Add(i);
        }

        if (crowded.Count == 0) return crowded;
        double[] mean = new double[updates.Parameters];
        Average(updates, crowded, mean);
        int central = crowded[0];
        foreach (int i in crowded)
        {
            if (FixedOrder.SquaredDistance(updates[i], mean) < FixedOrder.SquaredDistance(updates[central], mean)) central = i;
        }

        var kept = new List<int>();
        for (int i = 0; i < count; i++)
        {
            if (FixedOrder.SquaredDistance(updates[i], updates[central]) <= most) kept.Add(i);
        }

        return kept;
    }

    private static void Average(UpdateList updates, List<int> chosen, Span<double> result)
    {
        double weight = 0;
        foreach (int i in chosen)
        {
            weight += updates.Weight(i);
            var update = updates[i];
            for (int k = 0; k < result.Length; k++) result[k] += updates.Weight(i) * update[k];
        }

        for (int k = 0; k < result.Length; k++) result[k] /= weight;
    }
}

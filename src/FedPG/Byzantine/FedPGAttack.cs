using FedPG.Aggregation;
using FedPG.Kernels.Linear;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Byzantine;

/// <summary>The section <c>fedpg.faults.byzantine.fedpg-attack</c>.</summary>
public sealed record FedPGAttackOptions
{
    /// <summary>The distance from the mean in σ.</summary>
    [AtLeast(0, Exclusive = true)] public double Deviations { get; init; } = 3;
}

/// <summary>
/// The FedPG attack (Fan et al. 2021, arXiv 2110.14074), made against the filter of FedPG-BR: the honest updates' mean plus 3σ in a random
/// direction, where 2σ is the largest distance between two honest updates. The direction is drawn from (seed, round).
/// </summary>
internal sealed class FedPGAttack(FedPGAttackOptions options) : IByzantineAttack
{
    public bool Colludes => true;

    public void Collude(UpdateList honest, in AggregationRound round, Span<double> update)
    {
        var random = RandomStreams.For(StreamPurpose.Byzantine, (ulong)round.Seed, round.Round, agent: -1);
        double square = 0;
        for (int k = 0; k < update.Length; k++)
        {
            update[k] = random.NextNormal();
            square += update[k] * update[k];
        }

        double length = options.Deviations * Diameter(honest) / 2 / Math.Sqrt(square);
        double[] mean = Moments.Mean(honest);
        for (int k = 0; k < update.Length; k++) update[k] = mean[k] + length * update[k];
    }

    private static double Diameter(UpdateList updates)
    {
        double largest = 0;
        for (int i = 0; i < updates.Count; i++)
        {
            for (int j = 0; j < i; j++) largest = Math.Max(largest, FixedOrder.SquaredDistance(updates[i], updates[j]));
        }

        return Math.Sqrt(largest);
    }
}

using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.multi-krum</c>.</summary>
public sealed record MultiKrumOptions
{
    /// <summary>f: the number of Byzantine agents to tolerate.</summary>
    [AtLeast(0)] public int Byzantine { get; init; } = 1;

    /// <summary>m: the number of updates to average; null is n − f, all but as many as may be Byzantine.</summary>
    [AbsentAs("all-but-byzantine")]
    [AtLeast(1)]
    public int? Select { get; init; }
}

/// <summary>
/// Multi-Krum (Blanchard et al. 2017): the weighted mean of the m updates with the least scores of <see cref="Krum"/>; of equal scores,
/// those of the agents with the lowest numbers.
/// </summary>
internal sealed class MultiKrum(MultiKrumOptions options) : ListAggregator
{
    public static IAggregator Create(MultiKrumOptions options, AggregatorContext context)
    {
        context.RequireAtMost(
            "server.multi-krum.byzantine", options.Byzantine, KrumScores.MostByzantine(context.Updates),
            "multi-krum needs at least 2f + 3 updates");
        context.RequireAtMost(
            "server.multi-krum.select", options.Select ?? 0, context.Updates, "multi-krum selects from the updates of a round");
        return new MultiKrum(options);
    }

    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        double[] scores = KrumScores.Of(updates, options.Byzantine);
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i])];
        int count = Math.Clamp(options.Select ?? updates.Count - options.Byzantine, 1, updates.Count);

        // Added in agent order, so that the sum has one order.
        double weight = 0;
        foreach (int i in order[..count].Order())
        {
            weight += updates.Weight(i);
            var update = updates[i];
            for (int k = 0; k < result.Length; k++) result[k] += updates.Weight(i) * update[k];
        }

        for (int k = 0; k < result.Length; k++) result[k] /= weight;
    }
}

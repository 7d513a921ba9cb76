using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.krum</c>.</summary>
public sealed record KrumOptions
{
    /// <summary>f: the number of Byzantine agents to tolerate.</summary>
    [AtLeast(0)] public int Byzantine { get; init; } = 1;
}

/// <summary>
/// Krum (Blanchard et al. 2017, "Machine Learning with Adversaries"): the update with the least score; of equal scores, that of the agent
/// with the lowest number. Weights do not count.
/// </summary>
internal sealed class Krum(KrumOptions options) : ListAggregator
{
    public static IAggregator Create(KrumOptions options, AggregatorContext context)
    {
        context.RequireAtMost(
            "server.krum.byzantine", options.Byzantine, KrumScores.MostByzantine(context.Updates),
            "krum needs at least 2f + 3 updates");
        return new Krum(options);
    }

    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        double[] scores = KrumScores.Of(updates, options.Byzantine);
        updates[Array.IndexOf(scores, scores.Min())].CopyTo(result);
    }
}

using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.trimmed-mean</c>.</summary>
public sealed record TrimmedMeanOptions
{
    /// <summary>The number of values left out at each end, per parameter.</summary>
    [AtLeast(0)] public int Trim { get; init; } = 1;
}

/// <summary>
/// The coordinate-wise trimmed mean (Yin et al. 2018, arXiv 1803.01498): per parameter, the mean of the values without the largest and the
/// smallest ones. Every update counts once, whatever its weight.
/// </summary>
internal sealed class TrimmedMean(TrimmedMeanOptions options) : ListAggregator
{
    public static IAggregator Create(TrimmedMeanOptions options, AggregatorContext context)
    {
        context.RequireAtMost(
            "server.trimmed-mean.trim", options.Trim, (context.Updates - 1) / 2, "trimmed-mean needs more than twice as many updates");
        return new TrimmedMean(options);
    }

    /// <summary>In a round with few updates, as many are left out as leave one.</summary>
    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        double[] column = new double[updates.Count];
        int trim = Math.Min(options.Trim, (updates.Count - 1) / 2), kept = updates.Count - 2 * trim;
        for (int i = 0; i < result.Length; i++)
        {
            updates.Column(i, column);
            Array.Sort(column);
            double sum = 0;
            for (int k = trim; k < trim + kept; k++) sum += column[k];
            result[i] = sum / kept;
        }
    }
}

using FedPG.Aggregation;
using FedPG.Options;

namespace FedPG.Byzantine;

/// <summary>The section <c>fedpg.faults.byzantine.alie</c>.</summary>
public sealed record ALittleIsEnoughOptions
{
    /// <summary>z: the distance from the mean in standard deviations; below 0 in the other direction.</summary>
    [Between(-1e6, 1e6)] public double Deviations { get; init; } = 1.5;
}

/// <summary>
/// A Little Is Enough (Baruch, Baruch and Goldberg 2019, arXiv 1902.06156): the honest updates' mean plus z standard deviations, parameter
/// by parameter.
/// </summary>
internal sealed class ALittleIsEnough(ALittleIsEnoughOptions options) : IByzantineAttack
{
    public bool Colludes => true;

    public void Collude(UpdateList honest, in AggregationRound round, Span<double> update)
    {
        double[] mean = Moments.Mean(honest), deviation = Moments.Deviation(honest, mean);
        for (int k = 0; k < update.Length; k++) update[k] = mean[k] + options.Deviations * deviation[k];
    }
}

using FedPG.Aggregation;
using FedPG.Options;

namespace FedPG.Byzantine;

/// <summary>The section <c>fedpg.faults.byzantine.ipm</c>.</summary>
public sealed record InnerProductManipulationOptions
{
    /// <summary>ε: the factor of the reversed mean step.</summary>
    [AtLeast(0, Exclusive = true)] public double Factor { get; init; } = 2;
}

/// <summary>
/// Inner-product manipulation (Xie, Koyejo and Gupta 2020, arXiv 1903.03936): the reversed mean step of the honest agents,
/// θ_r − ε (mean − θ_r).
/// </summary>
internal sealed class InnerProductManipulation(InnerProductManipulationOptions options) : IByzantineAttack
{
    public bool Colludes => true;

    public void Collude(UpdateList honest, in AggregationRound round, Span<double> update)
    {
        double[] mean = Moments.Mean(honest);
        for (int k = 0; k < update.Length; k++)
            update[k] = round.Broadcast[k] - options.Factor * (mean[k] - round.Broadcast[k]);
    }
}

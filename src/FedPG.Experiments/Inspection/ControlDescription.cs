using System.Collections.Immutable;
using FedPG.Control.Exact;
using FedPG.Federation;
using FedPG.References;

namespace FedPG.Experiments.Inspection;

/// <summary>The answer of <c>fedpg describe</c> for environments with continuous states.</summary>
/// <param name="Environment">The environment's type.</param>
/// <param name="StateDimension">n.</param>
/// <param name="ObservationDimension">o.</param>
/// <param name="ActionDimension">d.</param>
/// <param name="ActionLow">The lower ends of the action box, [d].</param>
/// <param name="ActionHigh">The upper ends of the action box, [d].</param>
/// <param name="Horizon">The steps after which trajectories end when scored; null if only the discount ends them.</param>
/// <param name="Types">The types, equal ones listed separately.</param>
/// <param name="Agents">M.</param>
/// <param name="Discount">γ.</param>
/// <param name="Policies">The distinct policies of the experiment's variants.</param>
/// <param name="ReferenceValues">The values to compare objectives with.</param>
/// <param name="Notices">Remarks about these numbers, one sentence each.</param>
internal sealed record ControlDescription(
    string Environment,
    int StateDimension,
    int ObservationDimension,
    int ActionDimension,
    ImmutableArray<double> ActionLow,
    ImmutableArray<double> ActionHigh,
    int? Horizon,
    ImmutableArray<DescribedType> Types,
    int Agents,
    double Discount,
    ImmutableArray<DescribedPolicy> Policies,
    ControlReferenceSummary ReferenceValues,
    ImmutableArray<string> Notices)
{
    /// <summary>Describes environments.</summary>
    /// <param name="world">The environments, with the runs in them.</param>
    /// <param name="catalogue">Resolves the names in settings.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    public static ControlDescription Of(ControlWorld world, FederationCatalogue catalogue, CancellationToken cancellationToken)
    {
        var (environments, shape) = (world.Environments, world.Environments.Shape);
        var policies = world.Runs.DistinctBy(run => (run.Federation.Policy, run.Algorithm.Name))
            .Select(run => DescribedPolicy.Of(run, shape));
        var values = ControlReferences.Compute(environments, world.Agents, world.Runs[0].Federation.Policy, world.Scope, cancellationToken);
        return new ControlDescription(
            DescribedType.FamilyOf(environments, catalogue),
            shape.StateDimension,
            shape.ObservationDimension,
            shape.ActionDimension,
            shape.ActionLow,
            shape.ActionHigh,
            shape.Horizon,
            DescribedType.Of(environments, catalogue),
            world.Agents,
            environments.Discount,
            [.. policies.Distinct()],
            ControlReferenceSummary.Of(values),
            [.. environments.Notices, .. values.Notices]);
    }
}

/// <summary>The reference values of environments with continuous states; null where one does not exist or was not computed.</summary>
/// <param name="UpperBound">The mean over agents of the optimum of each agent's own environment.</param>
/// <param name="PerEnvironmentOptima">The optimum of each type, [types].</param>
/// <param name="BestDeterministic">The best deterministic policy per dimension.</param>
/// <param name="BestStationary">The best stationary policy per dimension found.</param>
/// <param name="BestCommonLinear">The best common linear gain found.</param>
internal sealed record ControlReferenceSummary(
    double? UpperBound,
    ImmutableArray<double> PerEnvironmentOptima,
    DescribedDeterministic BestDeterministic,
    DescribedValue BestStationary,
    DescribedValue BestCommonLinear)
{
    internal static ControlReferenceSummary Of(ReferenceValues values) => new(
        values.UpperBound,
        values.PerEnvironmentOptima,
        new DescribedDeterministic(values.BestDeterministic?.Value, values.BestDeterministic?.Exhaustive ?? false),
        new DescribedValue(values.BestStationary),
        new DescribedValue(values.BestCommonLinear));
}

using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Options;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Experiments.Inspection;

/// <summary>The answer of <c>fedpg describe</c> for a federation's environments. Values are under the evaluation distribution.</summary>
/// <param name="States">S.</param>
/// <param name="Actions">A.</param>
/// <param name="Types">The number of types, equal ones counted separately.</param>
/// <param name="Agents">M.</param>
/// <param name="Discount">γ.</param>
/// <param name="TransitionHeterogeneity">ε_P; null where there are too many types to compare each with each.</param>
/// <param name="RewardHeterogeneity">ε_r.</param>
/// <param name="Transitions">What the kernels connect.</param>
/// <param name="ReferenceValues">The values to compare objectives with.</param>
/// <param name="Notices">Remarks about these numbers, one sentence each.</param>
internal sealed record EnvironmentDescription(
    int States,
    int Actions,
    int Types,
    int Agents,
    double Discount,
    double? TransitionHeterogeneity,
    double RewardHeterogeneity,
    TransitionStructure Transitions,
    DescribedReferences ReferenceValues,
    ImmutableArray<string> Notices)
{
    /// <summary>The most numbers that are compared for ε_P: some tens of seconds on one core.</summary>
    private const double MostComparisons = 2e10;

    /// <summary>Describes environments.</summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <param name="agents">M, which determines the weight of each type.</param>
    /// <param name="scope">The reference values to compute.</param>
    /// <param name="cancellationToken">Cancels the computation.</param>
    public static EnvironmentDescription Of(
        EnvironmentSet environments, int agents, ReferenceScope scope = ReferenceScope.Auto, CancellationToken cancellationToken = default)
    {
        var values = References.ReferenceValues.Compute(environments, agents, scope, cancellationToken);
        double? transitions = Heterogeneity.Transitions(environments, MostComparisons);
        string[] left = transitions is null
            ? ["transition heterogeneity was not computed: there are too many types to compare each with each"]
            : [];
        return new(
            environments.States,
            environments.Actions,
            environments.Types.Length,
            agents,
            environments.Discount,
            transitions,
            Heterogeneity.Rewards(environments),
            TransitionStructure.Of(environments),
            DescribedReferences.Of(values),
            [.. environments.Notices, .. left, .. values.Notices]);
    }
}

/// <summary>The reference values of a description; null where one was not computed.</summary>
/// <param name="UpperBound">The mean over agents of the optimum of each agent's own environment.</param>
/// <param name="PerEnvironmentOptima">The optimum of each type, [types].</param>
/// <param name="BestDeterministic">The best deterministic stationary policy.</param>
/// <param name="BestStationary">The best stationary policy found.</param>
/// <param name="BestPeriodic">The best policies found that see t mod K.</param>
/// <param name="BestHistoryDependent">Bounds on the best policy that may use the history.</param>
internal sealed record DescribedReferences(
    double? UpperBound,
    ImmutableArray<double> PerEnvironmentOptima,
    DescribedDeterministic BestDeterministic,
    DescribedValue BestStationary,
    ImmutableArray<PeriodicOptimum> BestPeriodic,
    HistoryDependentOptimum? BestHistoryDependent)
{
    internal static DescribedReferences Of(ReferenceValues values) => new(
        values.UpperBound,
        values.PerEnvironmentOptima,
        new DescribedDeterministic(values.BestDeterministic?.Value, values.BestDeterministic?.Exhaustive ?? false),
        new DescribedValue(values.BestStationary),
        values.BestPeriodic,
        values.BestHistoryDependent);
}

/// <summary>The best deterministic policy.</summary>
/// <param name="Value">The policy's J.</param>
/// <param name="Exhaustive">Whether no better one exists: all were tried, or this one reaches the upper bound.</param>
internal sealed record DescribedDeterministic(double? Value, bool Exhaustive);

/// <summary>The value of the best stationary policy found.</summary>
/// <param name="Value">J.</param>
internal sealed record DescribedValue(double? Value);

using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Options;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Experiments.Answers;

/// <summary>What <c>fedpg describe</c> says of a federation's environments. Values are under the evaluation distribution.</summary>
/// <param name="States">S.</param>
/// <param name="Actions">A.</param>
/// <param name="Types">How many types there are, equal ones counted apart.</param>
/// <param name="Agents">M.</param>
/// <param name="Discount">γ.</param>
/// <param name="TransitionHeterogeneity">ε_P; null where there are too many types to compare each with each.</param>
/// <param name="RewardHeterogeneity">ε_r.</param>
/// <param name="ReferenceValues">What objectives can be compared with.</param>
/// <param name="Notices">What a reader should know of these numbers, a sentence each.</param>
public sealed record EnvironmentDescription(
    int States,
    int Actions,
    int Types,
    int Agents,
    double Discount,
    double? TransitionHeterogeneity,
    double RewardHeterogeneity,
    DescribedReferences ReferenceValues,
    ImmutableArray<string> Notices)
{
    /// <summary>The most numbers that are compared for ε_P: some tens of seconds on one core.</summary>
    private const double MostComparisons = 2e10;

    /// <summary>Describes environments.</summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <param name="agents">M: decides how much each type counts.</param>
    /// <param name="scope">Which reference values are computed.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static EnvironmentDescription Of(
        EnvironmentSet environments, int agents, ReferenceScope scope = ReferenceScope.Auto, CancellationToken cancellationToken = default)
    {
        var values = References.ReferenceValues.Compute(environments, agents, scope, cancellationToken);
        double? transitions = Heterogeneity.Transitions(environments, MostComparisons);
        string[] left = transitions is null ? ["transition heterogeneity was not computed: there are too many types to compare each with each"] : [];
        return new(
            environments.States,
            environments.Actions,
            environments.Types.Length,
            agents,
            environments.Discount,
            transitions,
            Heterogeneity.Rewards(environments),
            DescribedReferences.Of(values),
            [.. environments.Notices, .. left, .. values.Notices]);
    }
}

/// <summary>The reference values of a description; null where one was not computed.</summary>
/// <param name="UpperBound">Mean over agents of the optimum of the agent's own environment.</param>
/// <param name="PerEnvironmentOptima">The optimum of each type, [types].</param>
/// <param name="BestDeterministic">The best deterministic stationary policy.</param>
/// <param name="BestStationary">The best stationary policy found.</param>
/// <param name="BestPeriodic">The best policies found that see t mod K.</param>
public sealed record DescribedReferences(
    double? UpperBound,
    ImmutableArray<double> PerEnvironmentOptima,
    DescribedDeterministic BestDeterministic,
    DescribedValue BestStationary,
    ImmutableArray<PeriodicOptimum> BestPeriodic)
{
    internal static DescribedReferences Of(ReferenceValues values) => new(
        values.UpperBound,
        values.PerEnvironmentOptima,
        new DescribedDeterministic(values.BestDeterministic?.Value, values.BestDeterministic?.Exhaustive ?? false),
        new DescribedValue(values.BestStationary),
        values.BestPeriodic);
}

/// <summary>The best deterministic policy.</summary>
/// <param name="Value">J of it.</param>
/// <param name="Exhaustive">Whether there is none better: all were tried, or it reaches the upper bound.</param>
public sealed record DescribedDeterministic(double? Value, bool Exhaustive);

/// <summary>A value.</summary>
/// <param name="Value">J.</param>
public sealed record DescribedValue(double? Value);

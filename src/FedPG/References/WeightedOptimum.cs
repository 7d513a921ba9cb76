using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>What an objective in which the types count by other weights than their numbers of agents leads to.</summary>
internal static class WeightedOptimum
{
    private const int MaximumSteps = 3000;

    /// <summary>
    /// The agents' objective at the stationary policy that exact ascent on Σ w_type J_type finds from the uniform policy.
    /// </summary>
    /// <param name="environments">The environments.</param>
    /// <param name="agents">M.</param>
    /// <param name="weights">The weights of the types, [types], which sum to 1.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static double Objective(
        EnvironmentSet environments, int agents, ImmutableArray<double> weights, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environments);
        var ascent = new StationaryAscent(new FederatedObjective(environments, weights), WorkMeter.Unlimited(cancellationToken));
        double[] uniform = StationaryAscent.Smooth(new double[environments.States * environments.Actions], environments.Actions, share: 1);
        var policy = new FixedPolicy(environments.States, environments.Actions);
        policy.SetParameters(ascent.From(uniform, MaximumSteps).Policy);
        return new FederatedObjective(environments, agents).Score(policy, temperature: 0).Objective;
    }
}

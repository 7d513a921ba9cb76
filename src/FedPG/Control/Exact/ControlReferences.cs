using System.Collections.Immutable;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>Exact values to compare an objective with, for the families that have any.</summary>
internal static class ControlReferences
{
    /// <summary>Whether the values depend on the levels of the policy.</summary>
    public static bool DependOnPolicy(ControlEnvironments environments) => environments.Types[0] is LaneProcess<BitBandit>;

    /// <summary>Computes the values of linear-quadratic systems, servos and bandits; other families have none.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="agents">M, from which the weights of the types follow.</param>
    /// <param name="policy">The policy's options, of which bandits need the levels.</param>
    /// <param name="scope">Which values to compute.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static ReferenceValues Compute(
        ControlEnvironments environments,
        int agents,
        PolicyOptions policy,
        ReferenceScope scope = ReferenceScope.Auto,
        CancellationToken cancellationToken = default) => scope == ReferenceScope.None
            ? new ReferenceValues()
            : Compute(environments, agents, policy, ReferenceValues.LimitOf(scope), cancellationToken);

    /// <summary>Computes the values within a number of multiplications.</summary>
    internal static ReferenceValues Compute(
        ControlEnvironments environments, int agents, PolicyOptions policy, long limit, CancellationToken cancellationToken) =>
        environments.Types[0] switch
        {
            LaneProcess<ProductServo> => OfServos(environments, agents, limit, cancellationToken),
            LaneProcess<BitBandit> => OfBandits(environments, agents, policy),
            var type when LinearQuadraticSystems.Has(type) =>
                new SystemReferences(environments, agents, new WorkMeter(limit, cancellationToken)).Run(),
            _ => new ReferenceValues(),
        };

    /// <summary>The optima of types and their mean over agents, which no policy can exceed.</summary>
    internal static ReferenceValues OfOptima(ControlEnvironments environments, int agents, ImmutableArray<double> optima) => new()
    {
        PerEnvironmentOptima = optima,
        UpperBound = optima.Zip(environments.TypeWeights(agents), (optimum, weight) => optimum * weight).Sum(),
    };

    /// <summary>
    /// The values of one policy in every dimension that sees this dimension alone. A policy that sees all dimensions could tell the types
    /// apart sooner, so such a deterministic policy is proved to be the best only in one dimension or at the bound.
    /// </summary>
    private static ReferenceValues OfServos(
        ControlEnvironments environments, int agents, long limit, CancellationToken cancellationToken)
    {
        var servos = environments.Types.Select(type => ((LaneProcess<ProductServo>)type).Dynamics);
        var values = ReferenceValues.OfMemoryless(ServoTable.Of(servos, environments.Discount), agents, limit, cancellationToken);
        if (environments.Shape.ActionDimension == 1 || values.BestDeterministic is not { } best) return values;
        return values with { BestDeterministic = best with { Exhaustive = best.Exhaustive && best.Value >= values.UpperBound } };
    }

    /// <summary>The bound knows every action; the best policy only its levels, or any action if it is Gaussian.</summary>
    private static ReferenceValues OfBandits(ControlEnvironments environments, int agents, PolicyOptions policy)
    {
        var bandits = environments.Types.Select(type => ((LaneProcess<BitBandit>)type).Dynamics).ToList();
        var weights = environments.TypeWeights(agents);
        double best = policy.Family == ControlPolicyFamily.Gaussian
            ? Value(bandits.Zip(weights, (bandit, weight) => weight * bandit.Target).Sum())
            : Levels(environments, policy).Max(Value);
        return OfOptima(environments, agents, [.. bandits.Select(_ => 0.0)]) with
        {
            BestStationary = best,
            BestDeterministic = new DeterministicOptimum(best, [], Exhaustive: true),
        };

        double Value(double action) => bandits.Zip(weights, (bandit, weight) => weight * BitBanditValue.Of(bandit, [action], [1])).Sum();
    }

    private static IEnumerable<double> Levels(ControlEnvironments environments, PolicyOptions policy)
    {
        var grid = new ActionGrid(environments.Shape, policy.Bits, policy.Decoding);
        for (int level = 0; level < grid.Levels; level++)
        {
            double action = 0;
            Scalar.Store(grid.Action<Scalar>(0, level), ref action);
            yield return action;
        }
    }
}

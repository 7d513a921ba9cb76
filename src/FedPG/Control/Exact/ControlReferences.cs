using System.Collections.Immutable;
using FedPG.Control.Processes;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Control.Exact;

/// <summary>Exact values to compare an objective with, for the families that have any.</summary>
internal sealed record ControlReferences
{
    /// <summary>The optimum of each type on its own, [types].</summary>
    public required ImmutableArray<double> PerEnvironmentOptima { get; init; }

    /// <summary>The mean over agents of the optimum of the agent's own type: no policy can exceed it.</summary>
    public required double UpperBound { get; init; }

    /// <summary>The best common linear gain found; null for other families, and if no start stabilises all types.</summary>
    public double? BestCommonLinear { get; init; }

    /// <summary>The best stationary policy per dimension found; null for other families.</summary>
    public double? BestStationary { get; init; }

    /// <summary>Computes the values of linear-quadratic systems, servos and bandits; null for other families.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="agents">M, from which the weights of the types follow.</param>
    public static ControlReferences? Of(ControlEnvironments environments, int agents) => environments.Types[0] switch
    {
        LaneProcess<ProductServo> => OfServos(environments, agents),
        LaneProcess<BitBandit> => OfOptima(environments, agents, [.. environments.Types.Select(_ => 0.0)]),
        var type when LinearQuadraticSystems.Of(type) is not null => OfSystems(environments, agents),
        _ => null,
    };

    private static ControlReferences OfSystems(ControlEnvironments environments, int agents)
    {
        var systems = environments.Types.Select(type => LinearQuadraticSystems.Of(type)!).ToList();
        double[] optima = [.. systems.Select(system => Riccati.Optimum(system, environments.Discount).Objective)];
        var common = new CommonGain(systems, environments.TypeWeights(agents), environments.Discount).Best();
        return OfOptima(environments, agents, optima) with { BestCommonLinear = common?.Objective };
    }

    private static ControlReferences OfServos(ControlEnvironments environments, int agents)
    {
        var servos = environments.Types.Select(type => ((LaneProcess<ProductServo>)type).Dynamics);
        var values = ReferenceValues.Compute(ServoTable.Of(servos, environments.Discount), agents, ReferenceScope.Auto);
        return OfOptima(environments, agents, [.. values.PerEnvironmentOptima]) with { BestStationary = values.BestStationary };
    }

    private static ControlReferences OfOptima(ControlEnvironments environments, int agents, double[] optima) => new()
    {
        PerEnvironmentOptima = [.. optima],
        UpperBound = optima.Zip(environments.TypeWeights(agents), (optimum, weight) => optimum * weight).Sum(),
    };
}

using FedPG.Algorithms;
using FedPG.Environments;

namespace FedPG.Actors.Tests;

/// <summary>Small federations for protocol tests.</summary>
internal static class Federations
{
    public static FederationSpecification Synthetic(int agents = 5, int rounds = 4, int edgeSize = 2) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Agents = agents,
        Rounds = rounds,
        EdgeSize = edgeSize,
    };
}

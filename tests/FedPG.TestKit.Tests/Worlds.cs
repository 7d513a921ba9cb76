using FedPG.Algorithms;
using FedPG.Environments;

namespace FedPG.TestKit.Tests;

/// <summary>A small federation: edges of two agents.</summary>
internal static class Worlds
{
    public static FederationSpecification Small(int agents = 4, int rounds = 4) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Agents = agents,
        Rounds = rounds,
        EdgeSize = 2,
    };
}

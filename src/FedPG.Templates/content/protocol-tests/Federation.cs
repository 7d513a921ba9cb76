using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;

namespace Mine;

/// <summary>
/// Four agents on two edges, five rounds: small enough to follow, and large enough to involve every part of the protocol.
/// </summary>
internal static class Federation
{
    public static FederationSpecification Small { get; } = new()
    {
        Environments = new SyntheticEnvironment().Build(discount: null),
        Agents = 4,
        Rounds = 5,
        EdgeSize = 2,
    };
}

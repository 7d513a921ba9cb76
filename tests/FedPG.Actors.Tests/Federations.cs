using FedPG.Algorithms;
using FedPG.Environments;

namespace FedPG.Actors.Tests;

/// <summary>Small federations for protocol tests.</summary>
internal static class Federations
{
    /// <summary>Episodes without a discount: state 0 offers two actions, state 1 three, and state 2 ends the episode.</summary>
    public static EnvironmentSet Episodes()
    {
        double[] stay = [0.5, 0.5, 0], go = [0, 1, 0], end = [0, 0, 1], most = [0.25, 0.25, 0.5];
        MarkovDecisionProcess Type(double first, double second) => new(
            "episodes", 3, 3, [.. stay, .. go, .. go, .. end, .. most, .. stay, .. end, .. end, .. end],
            [-1, first, first, 0, second, -1, 0, 0, 0]);
        return new EnvironmentSet(1, [0.75, 0.25, 0], [Type(-1, 2), Type(-2, 1).StartingFrom([0, 1, 0])])
        {
            ActionSets = ActionSets.Of([2, 3, 1], 3),
            TerminalStates = [2],
            Shares = TypeShares.OfWeights([2, 1]),
        };
    }

    public static FederationSpecification Synthetic(int agents = 5, int rounds = 4, int edgeSize = 2) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Agents = agents,
        Rounds = rounds,
        EdgeSize = edgeSize,
    };
}

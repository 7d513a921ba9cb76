using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>
/// The paper's second hard pair: the kernels of <see cref="ChallengingMdpEnvironment"/>, but behind the fork the reward depends
/// on the action and on the exit, the first one being worth twice the second.
/// </summary>
public sealed record ChallengingGridworldEnvironment : IGridDefinition
{
    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => ChallengingPair.Build(discount, first: [0, 0, 1, 0.5], second: [0, 0.5, 0, 0]);

    /// <inheritdoc/>
    /// <remarks>The way runs from the left to the fork, behind which lie the exits; an action leads to several states and has no
    /// direction.</remarks>
    public GridMap Map() => new()
    {
        Rows = 3,
        Columns = 6,
        Cells = [(1, 4), (0, 5), (2, 5), (1, 0), (1, 1), (1, 2), (1, 3)],
        Marks = ImmutableDictionary<int, string>.Empty.SetItem(0, "fork").SetItem(1, "exit 1").SetItem(2, "exit 2"),
    };
}

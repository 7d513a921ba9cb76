using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>
/// The paper's second hard pair: the kernels of <see cref="ChallengingMdpEnvironment"/>, but after the fork the reward depends
/// on the action and on the exit. The first exit is worth twice as much as the second.
/// </summary>
public sealed record ChallengingGridworldEnvironment : IGridDefinition
{
    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => ChallengingPair.Build(discount, first: [0, 0, 1, 0.5], second: [0, 0.5, 0, 0]);

    /// <inheritdoc/>
    /// <remarks>
    /// The path runs from the left to the fork; the exits lie to its right. An action leads to several states, so it has no direction.
    /// </remarks>
    public GridMap Map() => new()
    {
        Rows = 3,
        Columns = 6,
        Cells = [(1, 4), (0, 5), (2, 5), (1, 0), (1, 1), (1, 2), (1, 3)],
        Marks = ImmutableDictionary<int, string>.Empty.SetItem(0, "fork").SetItem(1, "exit 1").SetItem(2, "exit 2"),
    };
}

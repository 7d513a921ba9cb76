namespace FedPG.Environments;

/// <summary>
/// The paper's second hard pair: the kernels of <see cref="ChallengingMdpEnvironment"/>, but behind the fork the reward depends
/// on the action and on the exit, the first one being worth twice the second.
/// </summary>
public sealed record ChallengingGridworldEnvironment : IEnvironmentDefinition
{
    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => ChallengingPair.Build(discount, first: [0, 0, 1, 0.5], second: [0, 0.5, 0, 0]);
}

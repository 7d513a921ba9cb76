namespace FedPG.Environments;

/// <summary>
/// The paper's first hard pair: both exits of the fork lead to reward 1 forever, but no action takes both agents out, so the
/// best stationary policy must be random there.
/// </summary>
public sealed record ChallengingMdpEnvironment : IEnvironmentDefinition
{
    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount) => ChallengingPair.Build(discount, first: [1, 1, 1, 1], second: [1, 1, 1, 1]);
}

using FedPG.Control;
using FedPG.Environments;

namespace FedPG.Byzantine;

/// <summary>The agent's rewards change their sign.</summary>
internal sealed class RewardFlip : IByzantineAttack
{
    public EnvironmentSet Corrupt(EnvironmentSet environments) => environments.Map(process =>
        new MarkovDecisionProcess(process.Name, process.Kernel, [.. process.Rewards.ToArray().Select(reward => -reward)]));

    ControlEnvironments IByzantineAttack.Corrupt(ControlEnvironments environments) =>
        environments.With(process => new FlippedRewards(process));
}

using FedPG.Environments;

namespace FedPG.Byzantine;

/// <summary>Environments whose processes are replaced one by one.</summary>
internal static class CorruptedProcesses
{
    public static EnvironmentSet Of(EnvironmentSet environments, Func<MarkovDecisionProcess, MarkovDecisionProcess> corrupt) => new(
        environments.Discount, environments.InitialDistribution.AsSpan(), [.. environments.Types.Select(corrupt)],
        [.. environments.EvaluationDistribution]);
}

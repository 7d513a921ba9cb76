using System.Runtime.CompilerServices;
using FedPG.Environments;

namespace FedPG.Kernels.Tables;

/// <summary>The sampling tables of one environment, built once per type and shared by all its agents. Immutable.</summary>
internal sealed class EnvironmentSampler
{
    private static readonly ConditionalWeakTable<EnvironmentSet, EnvironmentSampler[]> Shared = [];

    public EnvironmentSampler(MarkovDecisionProcess process, ReadOnlySpan<double> initialDistribution)
    {
        Process = process;
        Start = new AliasRows(initialDistribution, process.States);
        if (process.States <= ThresholdRows.MaximumOutcomes) Counted = new ThresholdRows(process.Transitions, process.States);
        else Aliased = new AliasRows(process.Transitions, process.States);
        Lanes = LaneTables.Of(process, initialDistribution);
    }

    public MarkovDecisionProcess Process { get; }

    public AliasRows Start { get; }

    /// <summary>The next-state tables by counting, if there are few states; otherwise null.</summary>
    public ThresholdRows? Counted { get; }

    /// <summary>The next-state alias tables, if there are many states; otherwise null.</summary>
    public AliasRows? Aliased { get; }

    /// <summary>The tables for vector registers, if the environment is small enough; otherwise null.</summary>
    public LaneTables? Lanes { get; }

    /// <summary>
    /// The samplers of a set's types, one object for each distinct type. They are built once per set: all threads and runs share them.
    /// </summary>
    public static EnvironmentSampler[] ForTypes(EnvironmentSet environments) => Shared.GetValue(environments, Build);

    private static EnvironmentSampler[] Build(EnvironmentSet environments)
    {
        var built = new Dictionary<MarkovDecisionProcess, EnvironmentSampler>(ReferenceEqualityComparer.Instance);
        return [.. environments.Types.Select(type =>
        {
            if (!built.TryGetValue(type, out var sampler))
            {
                built[type] = sampler = new EnvironmentSampler(type, environments.InitialDistribution.AsSpan());
            }

            return sampler;
        })];
    }
}

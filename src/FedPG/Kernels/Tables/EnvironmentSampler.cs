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
        if (process.Kernel.IsSparse) Listed = new SuccessorColumns(process.Kernel);
        else if (process.States <= ThresholdRows.MaximumOutcomes) Counted = new ThresholdRows(process.Kernel.Table, process.States);
        else Aliased = new AliasRows(process.Kernel.Table, process.States);
        Lanes = LaneTables.Of(process, initialDistribution);
    }

    public MarkovDecisionProcess Process { get; }

    public AliasRows Start { get; }

    /// <summary>The next-state tables by counting, if there are few states; otherwise null.</summary>
    public ThresholdRows? Counted { get; }

    /// <summary>The next-state alias tables, if there are many states; otherwise null.</summary>
    public AliasRows? Aliased { get; }

    /// <summary>The alias tables of the successors, if the kernel is sparse; otherwise null.</summary>
    public SuccessorColumns? Listed { get; }

    /// <summary>The tables for vector registers, if the environment is small enough; otherwise null.</summary>
    public LaneTables? Lanes { get; }

    /// <summary>
    /// The samplers of a set's types, one object for each distinct type. They are built once per set: all threads and runs share them.
    /// </summary>
    public static EnvironmentSampler[] ForTypes(EnvironmentSet environments) => Shared.GetValue(environments, Build);

    /// <summary>Maps 32 uniform random bits to the next state of a pair.</summary>
    public int DrawNext(int pair, uint bits) =>
        Counted is { } counted ? counted.Draw(pair, bits)
        : Aliased is { } aliased ? aliased.Draw(pair, bits)
        : Listed!.Value.Draw(pair, bits);

    /// <summary>Draws the next state of each of many pairs.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="bits">32 uniform random bits for each pair.</param>
    /// <param name="states">The destination of the next states.</param>
    public void DrawNext(ReadOnlySpan<int> pairs, ReadOnlySpan<uint> bits, Span<int> states)
    {
        if (Counted is { } counted) counted.Draw(pairs, bits, states);
        else if (Aliased is { } aliased) aliased.Draw(pairs, bits, states);
        else Listed!.Value.Draw(pairs, bits, states);
    }

    private static EnvironmentSampler[] Build(EnvironmentSet environments)
    {
        var built = new Dictionary<MarkovDecisionProcess, EnvironmentSampler>(ReferenceEqualityComparer.Instance);
        return [.. environments.Types.Select(type =>
        {
            if (!built.TryGetValue(type, out var sampler))
            {
                built[type] = sampler = new EnvironmentSampler(type, environments.StartOf(type));
            }

            return sampler;
        })];
    }
}

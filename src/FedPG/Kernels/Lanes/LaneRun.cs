using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Lanes;

/// <summary>The inputs and the destination of a block of trajectories.</summary>
/// <param name="tables">The environment.</param>
/// <param name="policy">The thresholds of the actions, [A−1][16 states].</param>
/// <param name="actions">A.</param>
/// <param name="generator">The generator, which advances with the draws.</param>
/// <param name="visited">The destination of the (state, action) pairs, [T][32].</param>
internal readonly ref struct LaneRun(
    LaneTables tables, ReadOnlySpan<uint> policy, int actions, ref LaneGenerator generator, Span<byte> visited)
{
    private readonly ref LaneGenerator _generator = ref generator;

    /// <summary>The environment.</summary>
    public LaneTables Tables { get; } = tables;

    /// <summary>The thresholds of the actions, [A−1][16 states].</summary>
    public ReadOnlySpan<uint> Policy { get; } = policy;

    /// <summary>A.</summary>
    public int Actions { get; } = actions;

    /// <summary>The generator, which advances with the draws.</summary>
    public ref LaneGenerator Generator => ref _generator;

    /// <summary>The destination of the (state, action) pairs, [T][32].</summary>
    public Span<byte> Visited { get; } = visited;
}

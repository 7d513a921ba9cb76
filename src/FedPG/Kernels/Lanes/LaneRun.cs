using FedPG.Kernels.Tables;
using FedPG.Random;

namespace FedPG.Kernels.Lanes;

/// <summary>What a block of trajectories is rolled out in, and where it goes.</summary>
/// <param name="tables">The environment.</param>
/// <param name="policy">Thresholds of the actions, [A−1][16 states].</param>
/// <param name="actions">A.</param>
/// <param name="generator">Moved on by what is drawn.</param>
/// <param name="visited">Where the (state, action) pairs go, [T][32].</param>
internal readonly ref struct LaneRun(LaneTables tables, ReadOnlySpan<uint> policy, int actions, ref LaneGenerator generator, Span<byte> visited)
{
    private readonly ref LaneGenerator _generator = ref generator;

    /// <summary>The environment.</summary>
    public LaneTables Tables { get; } = tables;

    /// <summary>Thresholds of the actions, [A−1][16 states].</summary>
    public ReadOnlySpan<uint> Policy { get; } = policy;

    /// <summary>A.</summary>
    public int Actions { get; } = actions;

    /// <summary>Moved on by what is drawn.</summary>
    public ref LaneGenerator Generator => ref _generator;

    /// <summary>Where the (state, action) pairs go, [T][32].</summary>
    public Span<byte> Visited { get; } = visited;
}

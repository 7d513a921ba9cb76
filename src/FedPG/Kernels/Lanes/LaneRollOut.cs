using System.Runtime.Intrinsics;
using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Lanes;

/// <summary>
/// Trajectories of a small environment in lock-step: 16 in the lanes of a vector, and as many in a second one or up to four in a tail. The
/// order of random bits is fixed: a word of 16 lanes for the first states of each vector, then at every step one word for the actions and
/// one for the next states of each vector. A tail's word lasts two steps: four lanes for the actions and four for the next states of each
/// step.
/// </summary>
internal static class LaneRollOut
{
    /// <summary>The number of trajectories per vector.</summary>
    public const int Lanes = 16;

    /// <summary>The largest number of trajectories of a tail.</summary>
    public const int TailSize = 4;

    /// <summary>The largest number of states with which tails are used.</summary>
    private const int TailStates = 8;

    /// <summary>The number of trajectories per block: two vectors.</summary>
    public const int BlockSize = 2 * Lanes;

    /// <summary>The widest vector instructions of this machine.</summary>
    public static LaneInstructions Best =>
        LaneRollOut512.IsSupported
            ? LaneInstructions.Vector512
            : LaneRollOut256.IsSupported
            ? LaneInstructions.Vector256
            : LaneInstructions.None;

    /// <summary>The layout of a block's trajectories in vectors.</summary>
    /// <param name="trajectories">1 … 32.</param>
    /// <param name="states">S.</param>
    public static LaneBlock Spread(int trajectories, int states) =>
        trajectories <= Lanes ? LaneBlock.One
        : trajectories <= Lanes + TailSize && states <= TailStates ? LaneBlock.OneAndTail
        : LaneBlock.Two;

    /// <summary>Rolls out a block with the given instructions; the bits are those of <see cref="Plain"/>.</summary>
    public static void Run(LaneInstructions instructions, in LaneRun run, LaneBlock block)
    {
        switch (instructions)
        {
            case LaneInstructions.Vector512: LaneRollOut512.Run(run, block); break;
            case LaneInstructions.Vector256: LaneRollOut256.Run(run, block); break;
            default: Plain(run, block); break;
        }
    }

    /// <summary>Rolls out a block: the readable version, which the vectorised ones must match bit for bit.</summary>
    /// <param name="run">The environment, the policy and the destination.</param>
    /// <param name="block">The layout of the trajectories.</param>
    public static void Plain(in LaneRun run, LaneBlock block)
    {
        var tables = run.Tables;
        var policy = run.Policy;
        var visited = run.Visited;
        int actions = run.Actions;
        ref var generator = ref run.Generator;
        Span<int> state = stackalloc int[BlockSize];
        Span<uint> bits = stackalloc uint[Lanes];
        Span<uint> tailBits = stackalloc uint[Lanes];
        for (int first = 0; first < (block == LaneBlock.One ? Lanes : BlockSize); first += Lanes)
        {
            Draw(ref generator, bits);
            for (int lane = 0; lane < Lanes; lane++) state[first + lane] = Count(tables.Start, 1, 0, tables.Inner, bits[lane]);
        }

        for (int t = 0; visited.Length > 0; t++, visited = visited[BlockSize..])
        {
            for (int first = 0; first < (block == LaneBlock.Two ? BlockSize : Lanes); first += Lanes)
            {
                Draw(ref generator, bits);
                DrawActions(policy, actions, state.Slice(first, Lanes), bits, visited[first..]);
                Draw(ref generator, bits);
                DrawStates(tables, visited[first..], bits, state.Slice(first, Lanes));
            }

            if (block != LaneBlock.OneAndTail) continue;
            if (t % 2 == 0) Draw(ref generator, tailBits);
            var own = tailBits.Slice(t % 2 * 2 * TailSize, 2 * TailSize);
            DrawActions(policy, actions, state.Slice(Lanes, TailSize), own, visited[Lanes..]);
            DrawStates(tables, visited[Lanes..], own[TailSize..], state.Slice(Lanes, TailSize));
        }
    }

    private static void DrawActions(
        ReadOnlySpan<uint> policy, int actions, ReadOnlySpan<int> states, ReadOnlySpan<uint> bits, Span<byte> pairs)
    {
        for (int lane = 0; lane < states.Length; lane++)
        {
            pairs[lane] = (byte)(states[lane] * actions + Count(policy, Lanes, states[lane], actions - 1, bits[lane]));
        }
    }

    private static void DrawStates(LaneTables tables, ReadOnlySpan<byte> pairs, ReadOnlySpan<uint> bits, Span<int> states)
    {
        for (int lane = 0; lane < states.Length; lane++)
        {
            states[lane] = Count(tables.Transitions, LaneTables.MaximumPairs, pairs[lane], tables.Inner, bits[lane]);
        }
    }

    private static void Draw(ref LaneGenerator generator, Span<uint> bits)
    {
        generator.Next().AsUInt32().CopyTo(bits);
        foreach (ref uint word in bits) word = Math.Max(word, 1);
    }

    private static int Count(ReadOnlySpan<uint> table, int stride, int row, int thresholds, uint bits)
    {
        int count = 0;
        for (int j = 0; j < thresholds; j++) count += bits > table[j * stride + row] ? 1 : 0;
        return count;
    }
}

/// <summary>The layout of a block's trajectories in vectors; unused lanes roll out trajectories that are ignored.</summary>
internal enum LaneBlock
{
    /// <summary>One vector.</summary>
    One,

    /// <summary>One vector, and a tail of a few trajectories.</summary>
    OneAndTail,

    /// <summary>Two vectors.</summary>
    Two,
}

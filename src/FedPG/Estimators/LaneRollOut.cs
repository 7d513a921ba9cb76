using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Estimators;

/// <summary>
/// Trajectories of a small environment, 16 in the lanes of a vector and up to two vectors in lock-step. Random bits are used in one order:
/// a word of 16 lanes for the first states of each vector, then at every step one for the actions and one for the next states of each.
/// </summary>
internal static class LaneRollOut
{
    /// <summary>Trajectories of a vector.</summary>
    public const int Lanes = 16;

    /// <summary>Trajectories of a block: two vectors.</summary>
    public const int BlockSize = 2 * Lanes;

    /// <summary>Whether this machine has the instructions of <see cref="Vectorized"/>.</summary>
    public static bool IsVectorized => Avx512F.IsSupported;

    /// <summary>Rolls out a block; the readable version, which the fast one must match to the bit.</summary>
    /// <param name="tables">The environment.</param>
    /// <param name="policy">Thresholds of the actions, [A−1][16 states].</param>
    /// <param name="actions">A.</param>
    /// <param name="vectors">1 or 2.</param>
    /// <param name="generator">Moved on by what is drawn.</param>
    /// <param name="visited">Where the (state, action) pairs go, [T][32].</param>
    public static void Plain(
        LaneTables tables, ReadOnlySpan<uint> policy, int actions, int vectors, ref LaneGenerator generator, Span<byte> visited)
    {
        Span<int> state = stackalloc int[BlockSize];
        Span<uint> bits = stackalloc uint[Lanes];
        for (int vector = 0; vector < vectors; vector++)
        {
            Draw(ref generator, bits);
            for (int lane = 0; lane < Lanes; lane++) state[vector * Lanes + lane] = Count(tables.Start, 1, 0, tables.Inner, bits[lane]);
        }

        for (; visited.Length > 0; visited = visited[BlockSize..])
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                var states = state.Slice(vector * Lanes, Lanes);
                var pairs = visited.Slice(vector * Lanes, Lanes);
                Draw(ref generator, bits);
                for (int lane = 0; lane < Lanes; lane++)
                {
                    pairs[lane] = (byte)(states[lane] * actions + Count(policy, Lanes, states[lane], actions - 1, bits[lane]));
                }

                Draw(ref generator, bits);
                for (int lane = 0; lane < Lanes; lane++)
                {
                    states[lane] = Count(tables.Transitions, LaneTables.MaximumPairs, pairs[lane], tables.Inner, bits[lane]);
                }
            }
        }
    }

    /// <summary>As <see cref="Plain"/>, for machines with AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Vectorized(
        LaneTables tables, ReadOnlySpan<uint> policy, int actions, int vectors, ref LaneGenerator generator, Span<byte> visited)
    {
        ref uint actionTable = ref MemoryMarshal.GetReference(policy);
        ref uint stateTable = ref MemoryMarshal.GetReference(tables.Transitions);
        ref byte pairs = ref MemoryMarshal.GetReference(visited);
        int actionThresholds = actions - 1, stateThresholds = tables.Inner;
        var width = Vector512.Create((uint)actions);
        var lanes = generator;
        var first = Begin(tables.Start, ref lanes);
        var second = vectors == 2 ? Begin(tables.Start, ref lanes) : default;
        for (nuint at = 0; at < (nuint)visited.Length; at += BlockSize)
        {
            var actionBits = Positive(lanes.Next());
            var stateBits = Positive(lanes.Next());
            var pair = Act(ref actionTable, actionThresholds, first * width, first, actionBits);
            Avx512F.ConvertToVector128Byte(pair).StoreUnsafe(ref pairs, at);
            first = Move(ref stateTable, stateThresholds, pair, stateBits);
            if (vectors == 1) continue;
            actionBits = Positive(lanes.Next());
            stateBits = Positive(lanes.Next());
            pair = Act(ref actionTable, actionThresholds, second * width, second, actionBits);
            Avx512F.ConvertToVector128Byte(pair).StoreUnsafe(ref pairs, at + Lanes);
            second = Move(ref stateTable, stateThresholds, pair, stateBits);
        }

        generator = lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Positive(Vector512<ulong> bits) => Vector512.Max(bits.AsUInt32(), Vector512<uint>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Begin(ReadOnlySpan<uint> start, ref LaneGenerator generator)
    {
        var bits = Positive(generator.Next());
        var state = Vector512<uint>.Zero;
        foreach (uint threshold in start) state -= Vector512.GreaterThan(bits, Vector512.Create(threshold));
        return state;
    }

    /// <summary>The row's base plus how many of the state's thresholds the bits are above; a comparison that holds is −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Act(ref uint table, int thresholds, Vector512<uint> row, Vector512<uint> state, Vector512<uint> bits)
    {
        for (int j = 0; j < thresholds; j++)
        {
            var threshold = Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref table, (nuint)(j * Lanes)), state);
            row -= Vector512.GreaterThan(bits, threshold);
        }

        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Move(ref uint table, int thresholds, Vector512<uint> pair, Vector512<uint> bits)
    {
        var state = Vector512<uint>.Zero;
        for (int j = 0; j < thresholds; j++)
        {
            nuint row = (nuint)(j * LaneTables.MaximumPairs);
            var threshold = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref table, row), pair, Vector512.LoadUnsafe(ref table, row + Lanes));
            state -= Vector512.GreaterThan(bits, threshold);
        }

        return state;
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

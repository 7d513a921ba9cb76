using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Lanes;

/// <summary>As <see cref="LaneRollOut.Plain"/>, for machines with AVX-512: tables are looked up by permuting registers.</summary>
internal static class LaneRollOut512
{
    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported => Avx512F.VL.IsSupported;

    /// <summary>Rolls out a block; see <see cref="LaneRollOut.Plain"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in LaneRun run, LaneBlock block)
    {
        var tables = run.Tables;
        var visited = run.Visited;
        int actions = run.Actions;
        ref uint actionTable = ref MemoryMarshal.GetReference(run.Policy);
        ref uint stateTable = ref MemoryMarshal.GetReference(tables.Transitions);
        ref byte pairs = ref MemoryMarshal.GetReference(visited);
        int actionThresholds = actions - 1, stateThresholds = tables.Inner;
        var width = Vector512.Create((uint)actions);
        var lanes = run.Generator;
        var first = Begin(tables.Start, ref lanes);
        var second = block == LaneBlock.One ? default : Begin(tables.Start, ref lanes);
        var tail = second.GetLower();
        var tailBits = Vector512<uint>.Zero;
        for (nuint at = 0; at < (nuint)visited.Length; at += LaneRollOut.BlockSize)
        {
            var actionBits = Positive(lanes.Next());
            var stateBits = Positive(lanes.Next());
            var pair = DrawActions(ref actionTable, actionThresholds, first * width, first, actionBits);
            Avx512F.ConvertToVector128Byte(pair).StoreUnsafe(ref pairs, at);
            first = DrawStates(ref stateTable, stateThresholds, pair, stateBits);
            if (block == LaneBlock.One) continue;
            if (block == LaneBlock.OneAndTail)
            {
                bool isNew = at % (2 * LaneRollOut.BlockSize) == 0;
                if (isNew) tailBits = Positive(lanes.Next());
                var own = isNew ? tailBits.GetLower() : tailBits.GetUpper();
                var tailPair = DrawTailActions(ref actionTable, actionThresholds, tail * width.GetLower(), tail, own);
                StoreTail(tailPair, ref pairs, at);
                tail = DrawTailStates(ref stateTable, stateThresholds, tailPair, own.GetUpper().ToVector256Unsafe());
                continue;
            }

            actionBits = Positive(lanes.Next());
            stateBits = Positive(lanes.Next());
            pair = DrawActions(ref actionTable, actionThresholds, second * width, second, actionBits);
            Avx512F.ConvertToVector128Byte(pair).StoreUnsafe(ref pairs, at + LaneRollOut.Lanes);
            second = DrawStates(ref stateTable, stateThresholds, pair, stateBits);
        }

        run.Generator = lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> Positive(Vector512<ulong> bits) => Vector512.Max(bits.AsUInt32(), Vector512<uint>.One);

    /// <summary>
    /// Increments the count where the bits exceed a threshold. The comparison's mask is used directly: converting it to a vector would add
    /// latency.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> CountAbove(Vector512<uint> count, Vector512<uint> bits, Vector512<uint> threshold) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(bits, threshold), count + Vector512<uint>.One, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> CountAbove(Vector256<uint> count, Vector256<uint> bits, Vector256<uint> threshold) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(bits, threshold), count + Vector256<uint>.One, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> Begin(ReadOnlySpan<uint> start, ref LaneGenerator generator)
    {
        var bits = Positive(generator.Next());
        var state = Vector512<uint>.Zero;
        foreach (uint threshold in start) state = CountAbove(state, bits, Vector512.Create(threshold));
        return state;
    }

    /// <summary>The row's base plus the number of the state's thresholds that the bits exceed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> DrawActions(
        ref uint table, int thresholds, Vector512<uint> row, Vector512<uint> state, Vector512<uint> bits)
    {
        for (int j = 0; j < thresholds; j++)
        {
            var threshold = Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref table, (nuint)(j * LaneRollOut.Lanes)), state);
            row = CountAbove(row, bits, threshold);
        }

        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> DrawStates(ref uint table, int thresholds, Vector512<uint> pair, Vector512<uint> bits)
    {
        var state = Vector512<uint>.Zero;
        for (int j = 0; j < thresholds; j++)
        {
            nuint row = (nuint)(j * LaneTables.MaximumPairs);
            state = CountAbove(state, bits, LookUp(ref table, row, pair));
        }

        return state;
    }

    /// <summary>As <see cref="DrawActions"/>, for a tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> DrawTailActions(
        ref uint table, int thresholds, Vector256<uint> row, Vector256<uint> state, Vector256<uint> bits)
    {
        for (int j = 0; j < thresholds; j++)
        {
            var threshold = Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref table, (nuint)(j * LaneRollOut.Lanes)), state);
            row = CountAbove(row, bits, threshold);
        }

        return row;
    }

    /// <summary>Looks up one of 32 numbers per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> LookUp(ref uint table, nuint row, Vector512<uint> index) =>
        Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref table, row), index, Vector512.LoadUnsafe(ref table, row + LaneRollOut.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreTail(Vector256<uint> pair, ref byte pairs, nuint at) =>
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref pairs, at + LaneRollOut.Lanes), Avx512F.VL.ConvertToVector128Byte(pair).AsUInt32().ToScalar());

    /// <summary>As <see cref="DrawStates"/>, for a tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> DrawTailStates(ref uint table, int thresholds, Vector256<uint> pair, Vector256<uint> bits)
    {
        var state = Vector256<uint>.Zero;
        var index = pair.ToVector512Unsafe();
        for (int j = 0; j < thresholds; j++)
        {
            nuint row = (nuint)(j * LaneTables.MaximumPairs);
            state = CountAbove(state, bits, LookUp(ref table, row, index).GetLower());
        }

        return state;
    }
}

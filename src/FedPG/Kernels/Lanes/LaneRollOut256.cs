using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FedPG.Kernels.Tables;

namespace FedPG.Kernels.Lanes;

/// <summary>As <see cref="LaneRollOut.Plain"/>, for machines with AVX2: the 16 lanes are two vectors of 8.</summary>
internal static class LaneRollOut256
{
    /// <summary>The states or pairs of 16 lanes.</summary>
    private readonly record struct Sixteen(Vector256<uint> Lower, Vector256<uint> Upper);

    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported => Avx2.IsSupported;

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
        var lanes = run.Generator;
        var first = Begin(tables.Start, ref lanes);
        var second = block == LaneBlock.One ? default : Begin(tables.Start, ref lanes);
        var tail = second.Lower;
        Sixteen tailBits = default;
        for (nuint at = 0; at < (nuint)visited.Length; at += LaneRollOut.BlockSize)
        {
            var pair = DrawActions(ref actionTable, actions, first, ref lanes);
            Store(pair, ref pairs, at);
            first = DrawStates(ref stateTable, tables.Inner, pair, ref lanes);
            if (block == LaneBlock.One) continue;
            if (block == LaneBlock.OneAndTail)
            {
                bool isNew = at % (2 * LaneRollOut.BlockSize) == 0;
                if (isNew) tailBits = Bits(ref lanes);
                var own = isNew ? tailBits.Lower : tailBits.Upper;
                var tailPair = DrawTailActions(ref actionTable, actions, tail, own);
                var narrow = Vector256.Narrow(tailPair, tailPair);
                Unsafe.WriteUnaligned(
                    ref Unsafe.Add(ref pairs, at + LaneRollOut.Lanes),
                    Vector128.Narrow(narrow.GetLower(), narrow.GetLower()).AsUInt32().ToScalar());
                tail = DrawTailStates(ref stateTable, tables.Inner, tailPair, own.GetUpper().ToVector256Unsafe());
                continue;
            }

            pair = DrawActions(ref actionTable, actions, second, ref lanes);
            Store(pair, ref pairs, at + LaneRollOut.Lanes);
            second = DrawStates(ref stateTable, tables.Inner, pair, ref lanes);
        }

        run.Generator = lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Sixteen Bits(ref LaneGenerator generator)
    {
        var bits = generator.Next().AsUInt32();
        return new(Vector256.Max(bits.GetLower(), Vector256<uint>.One), Vector256.Max(bits.GetUpper(), Vector256<uint>.One));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Sixteen Begin(ReadOnlySpan<uint> start, ref LaneGenerator generator)
    {
        var bits = Bits(ref generator);
        Vector256<uint> lower = Vector256<uint>.Zero, upper = lower;
        foreach (uint each in start)
        {
            var threshold = Vector256.Create(each);
            lower -= Vector256.GreaterThan(bits.Lower, threshold);
            upper -= Vector256.GreaterThan(bits.Upper, threshold);
        }

        return new(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Sixteen DrawActions(ref uint table, int actions, Sixteen state, ref LaneGenerator generator)
    {
        var bits = Bits(ref generator);
        var width = Vector256.Create((uint)actions);
        Vector256<uint> lower = state.Lower * width, upper = state.Upper * width;
        for (int j = 0; j < actions - 1; j++)
        {
            nuint row = (nuint)(j * LaneRollOut.Lanes);
            Vector256<uint> a = Vector256.LoadUnsafe(ref table, row), b = Vector256.LoadUnsafe(ref table, row + 8);
            lower -= Vector256.GreaterThan(bits.Lower, LookUp(a, b, state.Lower));
            upper -= Vector256.GreaterThan(bits.Upper, LookUp(a, b, state.Upper));
        }

        return new(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Sixteen DrawStates(ref uint table, int thresholds, Sixteen pair, ref LaneGenerator generator)
    {
        var bits = Bits(ref generator);
        Vector256<uint> lower = Vector256<uint>.Zero, upper = lower;
        for (int j = 0; j < thresholds; j++)
        {
            nuint row = (nuint)(j * LaneTables.MaximumPairs);
            Vector256<uint> a = Vector256.LoadUnsafe(ref table, row), b = Vector256.LoadUnsafe(ref table, row + 8);
            Vector256<uint> c = Vector256.LoadUnsafe(ref table, row + 16), d = Vector256.LoadUnsafe(ref table, row + 24);
            lower -= Vector256.GreaterThan(bits.Lower, Choose(LookUp(a, b, pair.Lower), LookUp(c, d, pair.Lower), pair.Lower << 27));
            upper -= Vector256.GreaterThan(bits.Upper, Choose(LookUp(a, b, pair.Upper), LookUp(c, d, pair.Upper), pair.Upper << 27));
        }

        return new(lower, upper);
    }

    /// <summary>Looks up 16 numbers: bit 3 of the index selects the half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> LookUp(Vector256<uint> low, Vector256<uint> high, Vector256<uint> index) =>
        Choose(Avx2.PermuteVar8x32(low, index), Avx2.PermuteVar8x32(high, index), index << 28);

    /// <summary>Selects the second number where the highest bit of the choice is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Choose(Vector256<uint> first, Vector256<uint> second, Vector256<uint> choice) =>
        Avx.BlendVariable(first.AsSingle(), second.AsSingle(), choice.AsSingle()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Sixteen pair, ref byte to, nuint at)
    {
        var narrow = Vector256.Narrow(pair.Lower, pair.Upper);
        Vector128.Narrow(narrow.GetLower(), narrow.GetUpper()).StoreUnsafe(ref to, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> DrawTailActions(ref uint table, int actions, Vector256<uint> state, Vector256<uint> bits)
    {
        var pair = state * Vector256.Create((uint)actions);
        for (int j = 0; j < actions - 1; j++)
        {
            pair -= Vector256.GreaterThan(
                bits, Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref table, (nuint)(j * LaneRollOut.Lanes)), state));
        }

        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> DrawTailStates(ref uint table, int thresholds, Vector256<uint> pair, Vector256<uint> bits)
    {
        var state = Vector256<uint>.Zero;
        for (int j = 0; j < thresholds; j++)
        {
            nuint row = (nuint)(j * LaneTables.MaximumPairs);
            var low = LookUp(Vector256.LoadUnsafe(ref table, row), Vector256.LoadUnsafe(ref table, row + 8), pair);
            var high = LookUp(Vector256.LoadUnsafe(ref table, row + 16), Vector256.LoadUnsafe(ref table, row + 24), pair);
            state -= Vector256.GreaterThan(bits, Choose(low, high, pair << 27));
        }

        return state;
    }
}

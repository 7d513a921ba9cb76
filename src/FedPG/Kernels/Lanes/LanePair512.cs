using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static FedPG.Kernels.Lanes.LaneRollOut512;

namespace FedPG.Kernels.Lanes;

/// <summary>
/// Rolls out the blocks of two agents together, as <see cref="LaneRollOut512"/> rolls out one. Look-ups depend on each other, so a step
/// mostly waits for them: the steps of two agents side by side take little longer than those of one.
/// </summary>
internal static class LanePair512
{
    /// <summary>Rolls out two blocks of the same layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in LaneRun one, in LaneRun other, LaneBlock block)
    {
        ref uint oneActions = ref MemoryMarshal.GetReference(one.Policy), otherActions = ref MemoryMarshal.GetReference(other.Policy);
        ref uint oneStates = ref MemoryMarshal.GetReference(one.Tables.Transitions),
            otherStates = ref MemoryMarshal.GetReference(other.Tables.Transitions);
        ref byte onePairs = ref MemoryMarshal.GetReference(one.Visited), otherPairs = ref MemoryMarshal.GetReference(other.Visited);
        int actions = one.Actions - 1, states = one.Tables.Inner;
        nuint length = (nuint)one.Visited.Length;
        var width = Vector512.Create((uint)one.Actions);
        LaneGenerator oneLanes = one.Generator, otherLanes = other.Generator;
        Vector512<uint> oneFirst = Begin(one.Tables.Start, ref oneLanes), otherFirst = Begin(other.Tables.Start, ref otherLanes);
        Vector512<uint> oneSecond = default, otherSecond = default;
        if (block != LaneBlock.One)
            (oneSecond, otherSecond) = (Begin(one.Tables.Start, ref oneLanes), Begin(other.Tables.Start, ref otherLanes));
        Vector256<uint> oneTail = oneSecond.GetLower(), otherTail = otherSecond.GetLower();
        Vector512<uint> oneTailBits = default, otherTailBits = default;
        for (nuint at = 0; at < length; at += LaneRollOut.BlockSize)
        {
            Vector512<uint> oneActionBits = Positive(oneLanes.Next()), otherActionBits = Positive(otherLanes.Next());
            Vector512<uint> oneStateBits = Positive(oneLanes.Next()), otherStateBits = Positive(otherLanes.Next());
            var onePair = DrawActions(ref oneActions, actions, oneFirst * width, oneFirst, oneActionBits);
            var otherPair = DrawActions(ref otherActions, actions, otherFirst * width, otherFirst, otherActionBits);
            Avx512F.ConvertToVector128Byte(onePair).StoreUnsafe(ref onePairs, at);
            Avx512F.ConvertToVector128Byte(otherPair).StoreUnsafe(ref otherPairs, at);
            oneFirst = DrawStates(ref oneStates, states, onePair, oneStateBits);
            otherFirst = DrawStates(ref otherStates, states, otherPair, otherStateBits);
            if (block == LaneBlock.One) continue;
            if (block == LaneBlock.OneAndTail)
            {
                bool isNew = at % (2 * LaneRollOut.BlockSize) == 0;
                if (isNew) (oneTailBits, otherTailBits) = (Positive(oneLanes.Next()), Positive(otherLanes.Next()));
                var ones = isNew ? oneTailBits.GetLower() : oneTailBits.GetUpper();
                var others = isNew ? otherTailBits.GetLower() : otherTailBits.GetUpper();
                var oneTailPair = DrawTailActions(ref oneActions, actions, oneTail * width.GetLower(), oneTail, ones);
                var otherTailPair = DrawTailActions(ref otherActions, actions, otherTail * width.GetLower(), otherTail, others);
                StoreTail(oneTailPair, ref onePairs, at);
                StoreTail(otherTailPair, ref otherPairs, at);
                oneTail = DrawTailStates(ref oneStates, states, oneTailPair, ones.GetUpper().ToVector256Unsafe());
                otherTail = DrawTailStates(ref otherStates, states, otherTailPair, others.GetUpper().ToVector256Unsafe());
                continue;
            }

            (oneActionBits, otherActionBits) = (Positive(oneLanes.Next()), Positive(otherLanes.Next()));
            (oneStateBits, otherStateBits) = (Positive(oneLanes.Next()), Positive(otherLanes.Next()));
            onePair = DrawActions(ref oneActions, actions, oneSecond * width, oneSecond, oneActionBits);
            otherPair = DrawActions(ref otherActions, actions, otherSecond * width, otherSecond, otherActionBits);
            Avx512F.ConvertToVector128Byte(onePair).StoreUnsafe(ref onePairs, at + LaneRollOut.Lanes);
            Avx512F.ConvertToVector128Byte(otherPair).StoreUnsafe(ref otherPairs, at + LaneRollOut.Lanes);
            oneSecond = DrawStates(ref oneStates, states, onePair, oneStateBits);
            otherSecond = DrawStates(ref otherStates, states, otherPair, otherStateBits);
        }

        one.Generator = oneLanes;
        other.Generator = otherLanes;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Tables;

/// <summary>The number of levels of a <see cref="PolicyTable"/> as a type, so that the JIT specialises loops for it.</summary>
internal interface IDepth
{
    /// <summary>1, 2, or 3 for three levels and more.</summary>
    static abstract int Levels { get; }
}

/// <summary>One block: up to 9 actions.</summary>
internal readonly struct OneLevel : IDepth
{
    public static int Levels => 1;
}

/// <summary>Two levels: up to 73 actions.</summary>
internal readonly struct TwoLevels : IDepth
{
    public static int Levels => 2;
}

/// <summary>Three levels and more: over 73 actions.</summary>
internal readonly struct ManyLevels : IDepth
{
    public static int Levels => 3;
}

/// <summary>Draws actions from the rows of a <see cref="PolicyTable"/>.</summary>
internal readonly ref struct PolicyRows<TDepth>(ref uint first, int stride, ReadOnlySpan<int> levels, int actions)
    where TDepth : IDepth
{
    private const int Block = PolicyTable.Block;

    private readonly ref uint _first = ref first;
    private readonly uint _stride = (uint)stride;
    private readonly ReadOnlySpan<int> _levels = levels;
    private readonly uint _actions = (uint)actions;

    /// <summary>
    /// Draws an action by 32 uniform random bits, of which at least one is set; returns the index of the pair, state · A + action.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DrawPair(uint state, uint bits) => state * _actions + DrawAction(state * _stride, bits);

    /// <summary>The offsets of the rows of eight states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> Rows(Vector256<uint> states) => states * Vector256.Create(_stride);

    /// <summary>The indices of the first (state, action) pairs of eight states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<uint> FirstPairs(Vector256<uint> states) => states * Vector256.Create(_actions);

    /// <summary>Draws an action from the row at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DrawAction(uint row, uint bits)
    {
        ref uint first = ref Unsafe.Add(ref _first, row);
        var key = Vector256.Create(bits);
        nuint action = Count(ref first, key);
        if (TDepth.Levels == 2)
        {
            action *= Block;
            action += Count(ref Unsafe.Add(ref Unsafe.Add(ref first, action), Block), key);
        }
        else if (TDepth.Levels > 2)
        {
            foreach (int level in _levels[1..])
            {
                action = Block * action + Count(ref Unsafe.Add(ref Unsafe.Add(ref first, level), Block * action), key);
            }
        }

        return (uint)action;
    }

    /// <summary>The number of thresholds in a block that the key exceeds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Count(ref uint block, Vector256<uint> key) =>
        (uint)BitOperations.PopCount(Vector256.GreaterThan(key, Vector256.LoadUnsafe(ref block)).ExtractMostSignificantBits());
}

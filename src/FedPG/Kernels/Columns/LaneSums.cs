using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;

namespace FedPG.Kernels.Columns;

/// <summary>
/// Sums over trajectories in eight lanes: lane j sums the columns j, j + 8, … in this order, whatever the width of the instructions.
/// </summary>
/// <param name="sums">[number][8].</param>
/// <param name="lane">The lane of the first of the columns that are added now.</param>
internal readonly ref struct LaneSums<T>(Span<double> sums, int lane)
    where T : unmanaged, IReal<T>
{
    private readonly ref double _first = ref MemoryMarshal.GetReference(sums[lane..]);

    /// <summary>Adds to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, T addend)
    {
        ref double sum = ref Unsafe.Add(ref _first, (nint)index * LaneColumns.Block);
        T.Store(T.Load(ref sum) + addend, ref sum);
    }

    /// <summary>Adds a multiple of features to consecutive sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int first, T factor, ReadOnlySpan<T> features)
    {
        for (int f = 0; f < features.Length; f++) Add(first + f, factor * features[f]);
    }

    /// <summary>Adds to one lane of a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, int lane, double addend) =>
        Unsafe.Add(ref _first, (nint)index * LaneColumns.Block + lane) += addend;
}

/// <summary>The ends of sums in lanes.</summary>
internal static class LaneSums
{
    /// <summary>Adds the lanes of each sum: first those four apart, then two, then neighbours.</summary>
    /// <param name="sums">[number][8].</param>
    /// <param name="totals">[number].</param>
    public static void Total(ReadOnlySpan<double> sums, Span<double> totals)
    {
        for (int i = 0; i < totals.Length; i++) totals[i] = Total(Vector512.Create(sums[(i * LaneColumns.Block)..]));
    }

    /// <summary>Adds the lanes of a sum in the same order.</summary>
    public static double Total(Vector512<double> sum)
    {
        var fours = sum.GetLower() + sum.GetUpper();
        var pairs = fours.GetLower() + fours.GetUpper();
        return pairs[0] + pairs[1];
    }
}

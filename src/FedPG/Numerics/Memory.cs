using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Numerics;

/// <summary>Hints that numbers will be looked at, so that they are fetched while others are worked on. It does not matter if an array is moved in the meantime.</summary>
internal static unsafe class Memory
{
    /// <summary>The line of the cache that a number is in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expect<T>(ref T number)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref number));
    }

    /// <summary>Rows of an array that begins with <paramref name="first"/>, each as long as <paramref name="stride"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expect<T>(ref T first, ReadOnlySpan<int> rows, int stride)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        foreach (int row in rows) Expect(ref Unsafe.Add(ref first, (nint)row * stride));
    }
}

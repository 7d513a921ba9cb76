using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Kernels.Linear;

/// <summary>
/// Prefetches and copies. A prefetch is only a hint, so that it does not matter if the GC moves the array in the meantime.
/// </summary>
internal static unsafe class Memory
{
    /// <summary>Fits in the L2 cache of any core.</summary>
    private const int PieceBytes = 1 << 18;

    /// <summary>Prefetches the cache line of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref T number)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref number));
    }

    /// <summary>
    /// Prefetches the first cache line of some rows of an array that begins with <paramref name="first"/> and whose rows are
    /// <paramref name="stride"/> long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prefetch<T>(ref T first, ReadOnlySpan<int> rows, int stride)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        foreach (int row in rows) Prefetch(ref Unsafe.Add(ref first, (nint)row * stride));
    }

    /// <summary>Prefetches the cache lines of some numbers of an array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(ReadOnlySpan<double> array, ReadOnlySpan<int> places) =>
        Prefetch(ref MemoryMarshal.GetReference(array), places, stride: 1);

    /// <summary>
    /// Copies in pieces that fit in a cache. For these, C libraries use instructions that do not read the destination first; for larger
    /// blocks they do not.
    /// </summary>
    /// <param name="from">The source.</param>
    /// <param name="to">The destination: at least as long as the source and not overlapping it.</param>
    public static void Copy<T>(ReadOnlySpan<T> from, Span<T> to)
        where T : unmanaged
    {
        int piece = PieceBytes / sizeof(T);
        for (; from.Length > piece; from = from[piece..], to = to[piece..]) from[..piece].CopyTo(to);
        from.CopyTo(to);
    }
}

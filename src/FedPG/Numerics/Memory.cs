using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Numerics;

/// <summary>
/// What takes its time on the way between memory and a core. What is expected is fetched while other things are worked on: only a hint, so
/// that it does not matter if an array is moved in the meantime.
/// </summary>
internal static unsafe class Memory
{
    /// <summary>Fits the second nearest cache of any core.</summary>
    private const int PieceBytes = 1 << 18;

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

    /// <summary>
    /// Copies in pieces: those that a cache has room for are copied by instructions that need not read what they write over, which C
    /// libraries do not use for larger ones.
    /// </summary>
    /// <param name="from">What is copied.</param>
    /// <param name="to">Where it goes, at least as long, no part of <paramref name="from"/>.</param>
    public static void Copy<T>(ReadOnlySpan<T> from, Span<T> to)
        where T : unmanaged
    {
        int piece = PieceBytes / sizeof(T);
        for (; from.Length > piece; from = from[piece..], to = to[piece..]) from[..piece].CopyTo(to);
        from.CopyTo(to);
    }
}

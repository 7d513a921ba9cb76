using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FedPG.Actors.Dispatch;

/// <summary>Hints to fetch what a thread is about to need. They change nothing, whatever they are about and wherever it has moved meanwhile.</summary>
internal static class CacheLines
{
    private const int LineBytes = 64;

    /// <summary>An actor's cell is so long.</summary>
    private const int Lines = 5;

    /// <summary>Fetches the lines of a large object.</summary>
    public static unsafe void Expect(object cell)
    {
        if (!Sse.IsSupported) return;
        ref byte first = ref Unsafe.As<StrongBox<byte>>(cell).Value;
        for (int line = 0; line < Lines; line++) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, line * LineBytes)));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Linear;

/// <summary>
/// y ← y + α x for vectors. Multiplication and addition are rounded separately, so the bits are the same on every machine.
/// </summary>
internal static class ScaledSum
{
    /// <summary>Adds α x to y.</summary>
    /// <param name="y">Changed in place.</param>
    /// <param name="x">As long as <paramref name="y"/>.</param>
    /// <param name="alpha">α.</param>
    // Optimised from the first call on: every local step ends with it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<double> y, ReadOnlySpan<double> x, double alpha)
    {
        if (x.Length != y.Length) throw new ArgumentException("has another length", nameof(x));
        ref double to = ref MemoryMarshal.GetReference(y), from = ref MemoryMarshal.GetReference(x);
        var scale = Vector512.Create(alpha);
        int i = 0;
        for (; i + 8 <= y.Length; i += 8)
        {
            (Vector512.LoadUnsafe(ref to, (nuint)i) + scale * Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        if (i + 4 <= y.Length)
        {
            var sum = Vector256.LoadUnsafe(ref to, (nuint)i) + scale.GetLower() * Vector256.LoadUnsafe(ref from, (nuint)i);
            sum.StoreUnsafe(ref to, (nuint)i);
            i += 4;
        }

        for (; i < y.Length; i++) y[i] += alpha * x[i];
    }

    /// <summary>Adds α x to y and stores it.</summary>
    /// <param name="y">Changed in place.</param>
    /// <param name="x">At most as long as <paramref name="y"/> and <paramref name="product"/>, which is not checked.</param>
    /// <param name="alpha">α.</param>
    /// <param name="product">The destination of α x.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAndStore(Span<double> y, ReadOnlySpan<double> x, double alpha, Span<double> product)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(product);
        ref double sum = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            var scaled = Vector512.Create(alpha) * Vector512.LoadUnsafe(ref from, (nuint)i);
            scaled.StoreUnsafe(ref to, (nuint)i);
            (Vector512.LoadUnsafe(ref sum, (nuint)i) + scaled).StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < x.Length; i++) Unsafe.Add(ref sum, i) += Unsafe.Add(ref to, i) = alpha * Unsafe.Add(ref from, i);
    }
}

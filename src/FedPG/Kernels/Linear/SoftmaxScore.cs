using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Kernels.Linear;

/// <summary>
/// The score gradient of one row of a softmax, W(a) − π(a) Σ W with the sum in the order of <see cref="FixedOrder.Sum"/>. Lengths are not
/// checked.
/// </summary>
internal static class SoftmaxScore
{
    /// <summary>θ(a) ← θ(a) + η (W(a) − π(a) Σ W).</summary>
    /// <param name="probabilities">π, [A].</param>
    /// <param name="credit">W, [A].</param>
    /// <param name="stepSize">η.</param>
    /// <param name="parameters">θ, [A].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ascend(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> credit, double stepSize, Span<double> parameters)
    {
        double total = FixedOrder.Sum(credit);
        ref double from = ref MemoryMarshal.GetReference(credit), share = ref MemoryMarshal.GetReference(probabilities);
        ref double to = ref MemoryMarshal.GetReference(parameters);
        int a = 0;
        for (; a + Vector512<double>.Count <= credit.Length; a += Vector512<double>.Count)
        {
            var slope = Vector512.LoadUnsafe(ref from, (nuint)a) - Vector512.LoadUnsafe(ref share, (nuint)a) * Vector512.Create(total);
            (slope * Vector512.Create(stepSize) + Vector512.LoadUnsafe(ref to, (nuint)a)).StoreUnsafe(ref to, (nuint)a);
        }

        if (a + Vector256<double>.Count <= credit.Length)
        {
            var slope = Vector256.LoadUnsafe(ref from, (nuint)a) - Vector256.LoadUnsafe(ref share, (nuint)a) * Vector256.Create(total);
            (slope * Vector256.Create(stepSize) + Vector256.LoadUnsafe(ref to, (nuint)a)).StoreUnsafe(ref to, (nuint)a);
            a += Vector256<double>.Count;
        }

        for (; a < credit.Length; a++) parameters[a] += (credit[a] - probabilities[a] * total) * stepSize;
    }

    /// <summary>W(a) − π(a) Σ W.</summary>
    /// <param name="probabilities">π, [A].</param>
    /// <param name="credit">W, [A].</param>
    /// <param name="slope">The destination, [A].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compute(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> credit, Span<double> slope)
    {
        double total = FixedOrder.Sum(credit);
        ref double from = ref MemoryMarshal.GetReference(credit), share = ref MemoryMarshal.GetReference(probabilities);
        ref double to = ref MemoryMarshal.GetReference(slope);
        int a = 0;
        for (; a + Vector512<double>.Count <= credit.Length; a += Vector512<double>.Count)
        {
            var taken = Vector512.LoadUnsafe(ref share, (nuint)a) * Vector512.Create(total);
            (Vector512.LoadUnsafe(ref from, (nuint)a) - taken).StoreUnsafe(ref to, (nuint)a);
        }

        for (; a < credit.Length; a++) slope[a] = credit[a] - probabilities[a] * total;
    }
}

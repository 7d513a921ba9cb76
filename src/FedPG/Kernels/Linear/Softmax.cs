using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;

namespace FedPG.Kernels.Linear;

/// <summary>The softmax of rows of logits.</summary>
internal static class Softmax
{
    /// <summary>Probabilities and their logarithms, computed with each row's maximum subtracted.</summary>
    /// <param name="logits">Rows of <paramref name="width"/> logits, flat.</param>
    /// <param name="width">Outcomes per row.</param>
    /// <param name="probabilities">The destination of the probabilities, flat.</param>
    /// <param name="logProbabilities">The destination of their logarithms, flat; empty if they are not needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(ReadOnlySpan<double> logits, int width, Span<double> probabilities, Span<double> logProbabilities)
    {
        if (width >= FixedOrder.Many)
        {
            WideSoftmax.Rows(logits, width, probabilities, logProbabilities);
            return;
        }

        // Such narrow rows would leave most of a vector unused, so rows share vectors.
        for (int row = 0; row < logits.Length; row += width)
        {
            double largest = Shift(logits.Slice(row, width), probabilities.Slice(row, width));
            if (!logProbabilities.IsEmpty) logProbabilities[row] = largest;
        }

        Elementary.Exp(probabilities);
        for (int row = 0; row < logits.Length; row += width)
        {
            var own = probabilities.Slice(row, width);
            double total = FixedOrder.Sum(own);
            Scale(own, 1 / total);
            if (logProbabilities.IsEmpty) continue;
            double shift = logProbabilities[row] + Elementary.Log(total);
            Subtract(logits.Slice(row, width), shift, logProbabilities.Slice(row, width));
        }
    }

    /// <summary>The softmax of one row; see <see cref="Rows"/>.</summary>
    /// <param name="logits">The logits, [n].</param>
    /// <param name="probabilities">The destination of the probabilities, [n].</param>
    /// <param name="logProbabilities">The destination of their logarithms, [n].</param>
    public static void Row(ReadOnlySpan<double> logits, Span<double> probabilities, Span<double> logProbabilities) =>
        Rows(logits, logits.Length, probabilities, logProbabilities);

    /// <summary>
    /// Subtracts the maximum and returns it. (With a NaN among the logits, any of them may be the maximum: the row becomes NaN anyway.)
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Shift(ReadOnlySpan<double> logits, Span<double> shifted)
    {
        double maximum = logits[0];
        for (int a = 1; a < logits.Length; a++) maximum = Math.Max(maximum, logits[a]);
        Subtract(logits, maximum, shifted);
        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(ReadOnlySpan<double> numbers, double shift, Span<double> results)
    {
        ref double from = ref MemoryMarshal.GetReference(numbers), to = ref MemoryMarshal.GetReference(results);
        int a = 0;
        for (; a + 8 <= numbers.Length; a += 8)
        {
            (Vector512.LoadUnsafe(ref from, (nuint)a) - Vector512.Create(shift)).StoreUnsafe(ref to, (nuint)a);
        }

        if (a + 4 <= numbers.Length)
        {
            (Vector256.LoadUnsafe(ref from, (nuint)a) - Vector256.Create(shift)).StoreUnsafe(ref to, (nuint)a);
            a += 4;
        }

        for (; a < numbers.Length; a++) results[a] = numbers[a] - shift;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(Span<double> weights, double scale)
    {
        ref double at = ref MemoryMarshal.GetReference(weights);
        int a = 0;
        for (; a + 8 <= weights.Length; a += 8)
        {
            (Vector512.LoadUnsafe(ref at, (nuint)a) * Vector512.Create(scale)).StoreUnsafe(ref at, (nuint)a);
        }

        if (a + 4 <= weights.Length)
        {
            (Vector256.LoadUnsafe(ref at, (nuint)a) * Vector256.Create(scale)).StoreUnsafe(ref at, (nuint)a);
            a += 4;
        }

        for (; a < weights.Length; a++) weights[a] *= scale;
    }
}

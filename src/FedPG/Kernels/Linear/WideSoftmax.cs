using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;

namespace FedPG.Kernels.Linear;

/// <summary>The softmax of rows of at least 16 logits, one vector of a row at a time.</summary>
internal static class WideSoftmax
{
    /// <summary>Above this argument <see cref="Elementary.Exp(Vector512{double})"/> is valid.</summary>
    private const double Near = -708;

    /// <summary>
    /// See <see cref="Softmax.Rows"/>. The maximum of the next row and the scaling of the previous one overlap with a row's exponentials.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(ReadOnlySpan<double> logits, int width, Span<double> probabilities, Span<double> logProbabilities)
    {
        ref double from = ref MemoryMarshal.GetReference(logits), to = ref MemoryMarshal.GetReference(probabilities);
        var (largest, isNear) = Largest(ref from, width);
        double largestBefore = 0, totalBefore = 0;
        for (int row = 0; row < logits.Length; row += width)
        {
            var (shift, isRowNear) = (largest, isNear);
            if (row + width < logits.Length) (largest, isNear) = Largest(ref Unsafe.Add(ref from, row + width), width);
            double total = isRowNear
                ? Exponentials(ref Unsafe.Add(ref from, row), ref Unsafe.Add(ref to, row), width, shift)
                : FarExponentials(logits.Slice(row, width), probabilities.Slice(row, width), shift);
            if (row > 0) Finish(row - width, largestBefore, totalBefore, logits, width, probabilities, logProbabilities);
            (largestBefore, totalBefore) = (shift, total);
        }

        Finish(logits.Length - width, largestBefore, totalBefore, logits, width, probabilities, logProbabilities);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(
        int row,
        double largest,
        double total,
        ReadOnlySpan<double> logits,
        int width,
        Span<double> probabilities,
        Span<double> logProbabilities)
    {
        Scale(ref probabilities[row], width, 1 / total);
        if (!logProbabilities.IsEmpty) Subtract(in logits[row], width, largest + Elementary.Log(total), ref logProbabilities[row]);
    }

    /// <summary>
    /// The largest logit of a row, and whether all others are near it. (With a NaN among the logits it may be any of them: the row becomes
    /// NaN anyway.)
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Largest, bool IsNear) Largest(ref double row, int width)
    {
        var high = Vector512.LoadUnsafe(ref row);
        var low = high;
        int a = 8;
        for (; a + 8 <= width; a += 8)
        {
            var x = Vector512.LoadUnsafe(ref row, (nuint)a);
            (high, low) = (Vector512.MaxNative(high, x), Vector512.MinNative(low, x));
        }

        var four = Vector256.MaxNative(high.GetLower(), high.GetUpper());
        var two = Vector128.MaxNative(four.GetLower(), four.GetUpper());
        double largest = Math.Max(two[0], two[1]);
        for (; a < width; a++) largest = Math.Max(largest, Unsafe.Add(ref row, a));
        return (largest, Vector512.GreaterThanAll(low - Vector512.Create(largest), Vector512.Create(Near)));
    }

    /// <summary>Stores the exponentials and returns their sum, in the order of <see cref="FixedOrder.Sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Exponentials(ref double from, ref double to, int width, double shift)
    {
        // Starting from zero does not change the bits of a sum of positive numbers.
        var partial = Vector512<double>.Zero;
        int a = 0;
        for (; a + 8 <= width; a += 8)
        {
            var power = Elementary.Exp(Vector512.LoadUnsafe(ref from, (nuint)a) - Vector512.Create(shift));
            power.StoreUnsafe(ref to, (nuint)a);
            partial += power;
        }

        var four = partial.GetLower() + partial.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        double sum = two[0] + two[1];
        for (; a < width; a++) sum += Unsafe.Add(ref to, a) = Elementary.Exp(Unsafe.Add(ref from, a) - shift);
        return sum;
    }

    private static double FarExponentials(ReadOnlySpan<double> logits, Span<double> exponentials, double shift)
    {
        for (int a = 0; a < logits.Length; a++) exponentials[a] = Elementary.Exp(logits[a] - shift);
        return FixedOrder.Sum(exponentials);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(ref double row, int width, double scale)
    {
        int a = 0;
        for (; a + 8 <= width; a += 8)
        {
            (Vector512.LoadUnsafe(ref row, (nuint)a) * Vector512.Create(scale)).StoreUnsafe(ref row, (nuint)a);
        }

        for (; a < width; a++) Unsafe.Add(ref row, a) *= scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(ref readonly double from, int width, double shift, ref double to)
    {
        int a = 0;
        for (; a + 8 <= width; a += 8)
        {
            (Vector512.LoadUnsafe(in from, (nuint)a) - Vector512.Create(shift)).StoreUnsafe(ref to, (nuint)a);
        }

        for (; a < width; a++) Unsafe.Add(ref to, a) = Unsafe.Add(ref Unsafe.AsRef(in from), a) - shift;
    }
}

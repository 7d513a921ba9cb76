using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>The softmax of rows of logits.</summary>
public static class Softmax
{
    /// <summary>Probabilities and their logarithms, computed with each row's maximum subtracted.</summary>
    /// <param name="logits">Rows of <paramref name="width"/> logits, flat.</param>
    /// <param name="width">Outcomes a row.</param>
    /// <param name="probabilities">Where the probabilities go, flat.</param>
    /// <param name="logProbabilities">Where their logarithms go, flat.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(ReadOnlySpan<double> logits, int width, Span<double> probabilities, Span<double> logProbabilities)
    {
        for (int row = 0; row < logits.Length; row += width)
        {
            logProbabilities[row] = Shift(logits.Slice(row, width), probabilities.Slice(row, width));
        }

        Elementary.Exp(probabilities[..logits.Length]);
        for (int row = 0; row < logits.Length; row += width)
        {
            var own = probabilities.Slice(row, width);
            double total = FixedOrder.Sum(own);
            Scale(own, 1 / total, logits.Slice(row, width), logProbabilities[row] + Elementary.Log(total), logProbabilities.Slice(row, width));
        }
    }

    /// <summary>One row; see <see cref="Rows"/>.</summary>
    /// <param name="logits">[n].</param>
    /// <param name="probabilities">Where the probabilities go, [n].</param>
    /// <param name="logProbabilities">Where their logarithms go, [n].</param>
    public static void Row(ReadOnlySpan<double> logits, Span<double> probabilities, Span<double> logProbabilities) =>
        Rows(logits, logits.Length, probabilities, logProbabilities);

    /// <summary>Takes the maximum off and returns it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Shift(ReadOnlySpan<double> logits, Span<double> shifted)
    {
        if (logits.Length >= FixedOrder.Many)
        {
            double largest = TensorPrimitives.Max(logits);
            TensorPrimitives.Subtract(logits, largest, shifted);
            return largest;
        }

        double maximum = logits[0];
        for (int a = 1; a < logits.Length; a++) maximum = Math.Max(maximum, logits[a]);
        for (int a = 0; a < logits.Length; a++) shifted[a] = logits[a] - maximum;
        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(Span<double> weights, double scale, ReadOnlySpan<double> logits, double shift, Span<double> logProbabilities)
    {
        if (logits.Length >= FixedOrder.Many)
        {
            TensorPrimitives.Multiply(weights, scale, weights);
            TensorPrimitives.Subtract(logits, shift, logProbabilities);
            return;
        }

        for (int a = 0; a < logits.Length; a++)
        {
            weights[a] *= scale;
            logProbabilities[a] = logits[a] - shift;
        }
    }
}

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
            double maximum = logits[row];
            for (int i = row + 1; i < row + width; i++) maximum = Math.Max(maximum, logits[i]);
            for (int i = row; i < row + width; i++) probabilities[i] = logits[i] - maximum;
            logProbabilities[row] = maximum;
        }

        Elementary.Exp(probabilities[..logits.Length]);
        for (int row = 0; row < logits.Length; row += width)
        {
            double total = 0;
            for (int i = row; i < row + width; i++) total += probabilities[i];
            double scale = 1 / total, shift = logProbabilities[row] + Elementary.Log(total);
            for (int i = row; i < row + width; i++)
            {
                probabilities[i] *= scale;
                logProbabilities[i] = logits[i] - shift;
            }
        }
    }

    /// <summary>One row; see <see cref="Rows"/>.</summary>
    /// <param name="logits">[n].</param>
    /// <param name="probabilities">Where the probabilities go, [n].</param>
    /// <param name="logProbabilities">Where their logarithms go, [n].</param>
    public static void Row(ReadOnlySpan<double> logits, Span<double> probabilities, Span<double> logProbabilities) =>
        Rows(logits, logits.Length, probabilities, logProbabilities);
}

using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>The softmax of a row of logits.</summary>
public static class Softmax
{
    /// <summary>Probabilities and their logarithms, computed with the row's maximum subtracted.</summary>
    /// <param name="logits">[n].</param>
    /// <param name="probabilities">Where the probabilities go, [n].</param>
    /// <param name="logProbabilities">Where their logarithms go, [n].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(ReadOnlySpan<double> logits, Span<double> probabilities, Span<double> logProbabilities)
    {
        double maximum = logits[0];
        for (int a = 1; a < logits.Length; a++) maximum = Math.Max(maximum, logits[a]);
        double total = 0;
        for (int a = 0; a < logits.Length; a++) total += probabilities[a] = Elementary.Exp(logits[a] - maximum);
        double scale = 1 / total, shift = maximum + Elementary.Log(total);
        for (int a = 0; a < logits.Length; a++)
        {
            probabilities[a] *= scale;
            logProbabilities[a] = logits[a] - shift;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;

namespace FedPG.Kernels.Bits;

/// <summary>
/// The probabilities of bits from the differences x = θ_0 − θ_1 of eight pairs of logits. With the odds e = e^−|x|, the likelier side has
/// probability 1/(1+e) and the other e/(1+e); their logarithms are −log(1+e) and −log(1+e) − |x|. Nothing cancels. Odds below 3·10^-308 are
/// 0, and x = +∞ makes the left side certain.
/// </summary>
internal static class BitOdds
{
    private const double Far = 708;

    /// <summary>e, the odds of the less likely side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> x)
    {
        var minusDistance = x | Vector512.Create(-0.0);
        var isNear = Vector512.GreaterThan(minusDistance, Vector512.Create(-Far));
        var (rest, power) = Elementary.ExpReduce(Vector512.ConditionalSelect(isNear, minusDistance, Vector512<double>.Zero));
        return Elementary.ExpSeries(rest) * Vector512.ConditionalSelect(isNear, power, Vector512<double>.Zero);
    }

    /// <summary>All ones where bit 0 is at least as likely as bit 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> IsLeftLikelier(Vector512<double> x) => Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero);

    /// <summary>The probabilities of the likelier and of the less likely sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Large, Vector512<double> Small) Probabilities(Vector512<double> odds)
    {
        var large = Vector512<double>.One / (Vector512<double>.One + odds);
        return (large, odds * large);
    }
}

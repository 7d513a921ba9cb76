using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;

namespace FedPG.Kernels.Bits;

/// <summary>Eight drawn bits.</summary>
/// <param name="IsRight">All ones for bit 1, else zero.</param>
/// <param name="Slope">
/// The derivatives of log π(bit) with respect to the right logit; those with respect to the left one are their negatives.
/// </param>
/// <param name="Surprise">−log π(bit).</param>
internal readonly record struct BitDraw(Vector512<double> IsRight, Vector512<double> Slope, Vector512<double> Surprise)
{
    /// <summary>2^52.</summary>
    private const double Large = 4503599627370496;

    /// <summary>2^32, the number of words of 32 random bits.</summary>
    private const double Words = 4294967296;

    /// <summary>Whether <see cref="Near"/> suffices for all eight.</summary>
    /// <param name="x">The differences of the logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(Vector512<double> x) =>
        Vector512.LessThanOrEqualAll(x * x, Vector512.Create(Hyperbolic.Reach * Hyperbolic.Reach));

    /// <summary>
    /// Draws if x² ≤ 1, as at nodes that trajectories seldom visit, by hyperbolic functions of x/2. The left side's probability is rounded
    /// to a multiple of 2^-32; bit 1 is drawn if the random bits are at least that.
    /// </summary>
    /// <param name="x">The differences of the logits.</param>
    /// <param name="bits">32 uniform random bits for each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitDraw Near(Vector512<double> x, Vector256<uint> bits)
    {
        var tanh = Hyperbolic.HalfTanh(x);
        var limit = Vector512.FusedMultiplyAdd(tanh, Vector512.Create(Words), Vector512.Create(Large + Words / 2));
        var isRight = Vector512.GreaterThanOrEqual(Whole(bits), limit);
        var lean = Vector512.ConditionalSelect(isRight, Vector512.Create(0.5), Vector512.Create(-0.5));
        return new BitDraw(isRight, lean + tanh, Vector512.FusedMultiplyAdd(x, lean, Hyperbolic.Log2Cosh(x)));
    }

    /// <summary>
    /// Replaces the draws where x² > 1. There the likelier side has probability 1/(1+e), e = e^−|x|: bit 1 is drawn if u 2^-32 (1 + e) is
    /// at least 1, or at least e if the left side is the less likely one. The method used for a pair of logits does not depend on the
    /// others in the vector.
    /// </summary>
    /// <param name="x">The differences of the logits, +∞ where the right side has no action.</param>
    /// <param name="bits">32 uniform random bits for each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitDraw OrFar(Vector512<double> x, Vector256<uint> bits)
    {
        Vector512<double> e = BitOdds.Of(x), isLeftLikelier = BitOdds.IsLeftLikelier(x);
        var limit = Vector512.ConditionalSelect(isLeftLikelier, Vector512<double>.One, e);
        var isRight = Vector512.GreaterThanOrEqual(Uniform(bits) * (Vector512<double>.One + e), limit);
        var (large, small) = BitOdds.Probabilities(e);
        var isLikelier = isLeftLikelier ^ isRight;
        var slope = Vector512.ConditionalSelect(isLikelier, small, large) ^ Vector512.AndNot(Vector512.Create(-0.0), isRight);
        var surprise = Elementary.Log1P(e) + Vector512.ConditionalSelect(isLikelier, Vector512<double>.Zero, Vector512.Abs(x));
        var isNear = Vector512.LessThanOrEqual(x * x, Vector512.Create(Hyperbolic.Reach * Hyperbolic.Reach));
        return new BitDraw(
            Vector512.ConditionalSelect(isNear, IsRight, isRight),
            Vector512.ConditionalSelect(isNear, Slope, slope),
            Vector512.ConditionalSelect(isNear, Surprise, surprise));
    }

    /// <summary>u 2^-32, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector256<uint> bits) => (Whole(bits) - Vector512.Create(Large)) * Vector512.Create(1 / Words);

    /// <summary>2^52 + u, exactly: the words are the low bits of the mantissa.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Whole(Vector256<uint> bits) =>
        (Vector512.WidenLower(bits.ToVector512Unsafe()) | Vector512.Create(Large).AsUInt64()).AsDouble();
}

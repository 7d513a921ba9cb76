using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FedPG.Numerics;
using FedPG.Policies;

namespace FedPG.Estimators;

/// <summary>Eight bits that were drawn.</summary>
/// <param name="IsRight">All ones for bit 1, else zero.</param>
/// <param name="Slope">The derivatives of log π(bit) by the left logit; those by the right one are their negatives.</param>
/// <param name="Surprise">−log π(bit), where it was asked for.</param>
internal readonly record struct BitDraw(Vector512<long> IsRight, Vector512<double> Slope, Vector512<double> Surprise)
{
    /// <summary>2^52.</summary>
    private const double Large = 4503599627370496;

    /// <summary>Whether <see cref="Near"/> has all that is to be known.</summary>
    /// <param name="x">The differences.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(Vector512<double> x) => Vector512.LessThanOrEqualAll(Vector512.Abs(x), Vector512.Create(Hyperbolic.Reach));

    /// <summary>Draws where |x| ≤ 1, as it is at nodes that trajectories seldom come by: hyperbolic functions of x/2 say all.</summary>
    /// <param name="x">The differences.</param>
    /// <param name="bits">32 uniform random bits for each.</param>
    /// <param name="isScored">Whether the surprise is asked for.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitDraw Near(Vector512<double> x, Vector256<uint> bits, bool isScored)
    {
        Vector512<double> half = Vector512.Create(0.5), tanh = Hyperbolic.HalfTanh(x);
        var isRight = Vector512.GreaterThanOrEqual(Centred(bits), tanh);
        var slope = (half ^ SignOf(isRight)) - tanh;
        var surprise = isScored ? Vector512.FusedMultiplyAdd(x ^ SignOf(isRight), -half, Hyperbolic.Log2Cosh(x)) : default;
        return new BitDraw(isRight.AsInt64(), slope, surprise);
    }

    /// <summary>
    /// Replaces what was drawn where |x| > 1. There the likelier side has 1/(1+e), e = e^−|x|: right is where u 2^-32 (1 + e) is at least 1, or e if the left side is
    /// the less likely. What is taken for a pair of logits does not depend on the others in the vector.
    /// </summary>
    /// <param name="x">The differences, +∞ where no action lies to the right.</param>
    /// <param name="bits">32 uniform random bits for each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitDraw OrFar(Vector512<double> x, Vector256<uint> bits)
    {
        Vector512<double> e = BitOdds.Of(x), isLeftLikelier = BitOdds.IsLeftLikelier(x);
        var limit = Vector512.ConditionalSelect(isLeftLikelier, Vector512<double>.One, e);
        var isRight = Vector512.GreaterThanOrEqual(Uniform(bits) * (Vector512<double>.One + e), limit);
        var (large, small) = BitOdds.Probabilities(e);
        var isLikelier = isLeftLikelier ^ isRight;
        var slope = Vector512.ConditionalSelect(isLikelier, small, large) ^ SignOf(isRight);
        var surprise = Elementary.Log1P(e) + Vector512.ConditionalSelect(isLikelier, Vector512<double>.Zero, Vector512.Abs(x));
        var isNear = Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(Hyperbolic.Reach));
        return new BitDraw(
            Vector512.ConditionalSelect(isNear.AsInt64(), IsRight, isRight.AsInt64()),
            Vector512.ConditionalSelect(isNear, Slope, slope),
            Vector512.ConditionalSelect(isNear, Surprise, surprise));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SignOf(Vector512<double> isRight) => isRight & Vector512.Create(-0.0);

    /// <summary>u 2^-32, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Uniform(Vector256<uint> bits) => (Whole(bits) - Vector512.Create(Large)) * Vector512.Create(1.0 / 4294967296);

    /// <summary>u 2^-32 − ½, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Centred(Vector256<uint> bits) => (Whole(bits) - Vector512.Create(Large + 2147483648)) * Vector512.Create(1.0 / 4294967296);

    /// <summary>2^52 + u: below the bits of 2^52 the words are its whole multiples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Whole(Vector256<uint> bits) =>
        (Vector512.WidenLower(bits.ToVector512Unsafe()) | Vector512.Create(Large).AsUInt64()).AsDouble();
}

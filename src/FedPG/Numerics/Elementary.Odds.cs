using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <content>Functions for probabilities, without branches: of the odds e^−|z| of a logit z, and of logits below the largest.</content>
public static partial class Elementary
{
    /// <summary>2^−60: log(1 + e) of odds below it is e.</summary>
    private const double SmallOdds = 1.0 / (1L << 60);

    /// <summary>2^−1021.</summary>
    private const double TwiceSmallestNormal = 4.4501477170144028e-308;

    /// <summary>e^−|z|, and e^−708 where that is larger; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Odds<T>(T z)
        where T : unmanaged, IReal<T> => ExpDown(-Real.Abs(z));

    /// <summary>e^x for x up to 0, and e^−708 where that is larger; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ExpDown<T>(T x)
        where T : unmanaged, IReal<T>
    {
        x = T.IfLess(x, NearFrom, NearFrom, x);
        T k = x * Log2E + Rounder - Rounder;
        return (1 + ExpM1Series(x - k * Ln2High - k * Ln2Low)) * PowerOfTwo(k);
    }

    /// <summary>
    /// The odds e whose ratio e / (2 + e) goes to <see cref="LogOnePlus"/>: not below 2^−60. The powers of smaller ratios are subnormal,
    /// and some processors take a hundred times as long for a product with a subnormal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T RatioOdds<T>(T odds)
        where T : unmanaged, IReal<T> => T.IfLess(odds, SmallOdds, SmallOdds, odds);

    /// <summary>
    /// log(1 + e) for odds e from e^−708 to 1, with the bits of <see cref="LogRatio"/> at e / (2 + e), but without products of subnormal
    /// numbers: below 2^−60 it is e, whose last bit is lost to the half of e where that is subnormal.
    /// </summary>
    /// <param name="odds">e.</param>
    /// <param name="ratio">e / (2 + e) of <see cref="RatioOdds"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogOnePlus<T>(T odds, T ratio)
        where T : unmanaged, IReal<T>
    {
        T rounder = T.IfLess(odds, TwiceSmallestNormal, TwiceSmallestNormal, 0);
        return T.IfLess(odds, SmallOdds, odds + rounder - rounder, LogRatio(ratio));
    }

    /// <summary>
    /// log((1 + s) / (1 − s)) for s in [0, 1/3], which is log(1 + e) for s = e / (2 + e): s times a polynomial in s², the interpolation of
    /// 2 artanh(s) / s at the Chebyshev nodes of [0, 1/9], with a relative error below 5·10^-17.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogRatio<T>(T s)
        where T : unmanaged, IReal<T>
    {
        T z = s * s, z2 = z * z, z4 = z2 * z2;
        T c01 = 2 + z * 0.6666666666668257, c23 = 0.399999999952876 + z * 0.2857142911165716;
        T c45 = 0.22222190861346283 + z * 0.1818285980047391, c67 = 0.15363676248891633 + z * 0.13591305485579894;
        T c89 = 0.09880789048764786 + z * 0.17780763826113302;
        return s * ((c01 + z2 * c23) + z4 * ((c45 + z2 * c67) + z4 * c89));
    }
}

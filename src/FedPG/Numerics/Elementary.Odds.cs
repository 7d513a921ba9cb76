using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <content>Functions for probabilities, without branches: of the odds e^−|z| of a logit z, and of logits below the largest.</content>
public static partial class Elementary
{
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

using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <content>The same functions at every width, and the hyperbolic tangent.</content>
public static partial class Elementary
{
    /// <summary>The largest x for which tanh x differs from 1.</summary>
    private const double TanhReach = 20;

    /// <summary>tanh x, exactly odd; errors stay below three units in the last place.</summary>
    public static double Tanh(double x) => Tanh<Scalar>(x).Value;

    /// <summary>e^x, with the bits of <see cref="Exp(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exp<T>(T x)
        where T : unmanaged, IReal<T>
    {
        if (!T.AllBetween(x, NearFrom, NearTo)) return Real.Each(x, static lane => Exp(lane));
        T shifted = x * Log2E + Rounder, k = shifted - Rounder;
        return (1 + ExpM1Series(x - k * Ln2High - k * Ln2Low)) * PowerOfTwo(k);
    }

    /// <summary>log x, with the bits of <see cref="Log(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T x)
        where T : unmanaged, IReal<T>
    {
        if (!T.AllBetween(x, 2.2250738585072014e-308, double.MaxValue)) return Real.Each(x, static lane => Log(lane));

        // The exponent's bits become the low bits of 2^52 + exponent.
        const double Shift = 4503599627370496.0;
        T e = (T.ShiftRight(x, 52) | Shift) - (Shift + 1023);
        T m = (x & BitConverter.UInt64BitsToDouble(0x000FFFFFFFFFFFFF)) | 1.0;
        T low = SquareRootOfTwo;
        return LogSeries(T.IfLess(low, m, m * 0.5, m) - 1, T.IfLess(low, m, e + 1, e));
    }

    /// <summary>tanh x = t / (t + 2) with t = e^2|x| − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Tanh<T>(T x)
        where T : unmanaged, IReal<T>
    {
        T reach = TanhReach, magnitude = Real.Abs(x), y = 2 * T.IfLess(reach, magnitude, reach, magnitude);
        T k = y * Log2E + Rounder - Rounder, power = PowerOfTwo(k);
        T t = power * ExpM1Series(y - k * Ln2High - k * Ln2Low) + (power - 1);
        return (t / (t + 2)) | (x & -0.0);
    }

    /// <summary>2^k for integers k of normal powers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T PowerOfTwo<T>(T k)
        where T : unmanaged, IReal<T> => T.ShiftLeft(k + (Rounder + 1023), 52);

    /// <summary>e^r − 1 of the reduced argument, in the order of <see cref="Exp2Scaled"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpM1Series<T>(T r)
        where T : unmanaged, IReal<T>
    {
        T r2 = r * r, r4 = r2 * r2;
        T p23 = 1.0 / 2 + r * (1.0 / 6), p45 = 1.0 / 24 + r * (1.0 / 120);
        T p67 = 1.0 / 720 + r * (1.0 / 5040), p89 = 1.0 / 40320 + r * (1.0 / 362880);
        T p1011 = 1.0 / 3628800 + r * (1.0 / 39916800), p1213 = 1.0 / 479001600 + r * (1.0 / 6227020800);
        T high = p1011 + r2 * p1213, middle = p67 + r2 * p89, low = p23 + r2 * p45;
        return r + r2 * (low + r4 * (middle + r4 * high));
    }

    /// <summary>log(1+f) + e ln 2 in the order of <see cref="LogSeries(double, int)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogSeries<T>(T f, T e)
        where T : unmanaged, IReal<T>
    {
        T s = f / (2 + f), z = s * s, z2 = z * z;
        T even = 2.0 / 3 + z2 * (2.0 / 7 + z2 * (2.0 / 11 + z2 * (2.0 / 15 + z2 * (2.0 / 19 + z2 * (2.0 / 23)))));
        T odd = 2.0 / 5 + z2 * (2.0 / 9 + z2 * (2.0 / 13 + z2 * (2.0 / 17 + z2 * (2.0 / 21))));
        T r = z * (even + z * odd);
        T high = e * Ln2High, low = e * Ln2Low;
        return high - (s * (f - r) - low - f);
    }
}

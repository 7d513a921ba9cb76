using System.Runtime.CompilerServices;

namespace FedPG.Numerics;

/// <summary>
/// Sine and cosine from IEEE 754 operations alone, so that they have the same bits on every machine and at every width. The argument
/// is reduced to [−π/4, π/4] and a remainder by subtracting a multiple of π/2 in three parts (Cody and Waite); Taylor series follow.
/// Errors stay below one unit in the last place for magnitudes up to <see cref="Reach"/>. Beyond it the angle is first taken modulo the
/// double nearest to 2π, at an error of about 4·10^-17 of its magnitude. Sine is exactly odd and cosine exactly even.
/// </summary>
public static class Trigonometry
{
    /// <summary>The largest magnitude whose sine is accurate: multiples of π/2 below it are exact in each part.</summary>
    public const double Reach = 1e6;

    // π/2 in three parts. The first two have 33 bits each, so that products with integers below 2^20 are exact.
    private const double First = 1.5707963267341256;
    private const double Second = 6.077100506303966e-11;
    private const double Third = 2.0222662487959506e-21;
    private const double TwoOverPi = 0.63661977236758134308;

    /// <summary>sin x.</summary>
    public static double Sin(double x) => Sin<Scalar>(x).Value;

    /// <summary>cos x.</summary>
    public static double Cos(double x) => Cos<Scalar>(x).Value;

    /// <summary>sin x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sin<T>(T x)
        where T : unmanaged, IReal<T> => SinCos(x).Sin;

    /// <summary>cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Cos<T>(T x)
        where T : unmanaged, IReal<T> => SinCos(x).Cos;

    /// <summary>sin x and cos x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (T Sin, T Cos) SinCos<T>(T x)
        where T : unmanaged, IReal<T>
    {
        if (!T.AllBetween(x, -Reach, Reach)) x = Real.Each(x, ReduceFar);
        T shifted = Real.Abs(x) * TwoOverPi + Real.Rounder, quarters = shifted - Real.Rounder;
        var (angle, tail) = Reduce(Real.Abs(x), quarters);
        T sine = SineSeries(angle, tail), cosine = CosineSeries(angle, tail);

        // The low bits of the rounded quotient are the quadrant. An odd one swaps the functions; the second bit changes signs.
        T isOdd = T.ShiftRight(T.ShiftLeft(shifted, 63), 11), sign = T.ShiftLeft(T.ShiftRight(shifted, 1), 63);
        T oddSign = T.ShiftLeft(shifted, 63);
        return (
            T.IfLess(0, isOdd, cosine, sine) ^ sign ^ (x & -0.0),
            T.IfLess(0, isOdd, sine, cosine) ^ sign ^ oddSign);
    }

    /// <summary>Sines and cosines of some angles, by one copy of the code: several in a row would be too long to inline.</summary>
    internal static void SinCos<T>(ReadOnlySpan<T> angles, Span<T> sines, Span<T> cosines)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < angles.Length; i++) (sines[i], cosines[i]) = SinCos(angles[i]);
    }

    private static double ReduceFar(double x) => Math.Abs(x) < Reach ? x : Math.IEEERemainder(x, Math.Tau);

    /// <summary>x − k π/2 as a sum of two numbers, the second below half a unit in the last place of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Angle, T Tail) Reduce<T>(T x, T k)
        where T : unmanaged, IReal<T>
    {
        // The first difference is exact. The error of the second is found by Knuth's sum of two.
        T coarse = x - k * First, second = k * Second, fine = coarse - second, back = fine - coarse;
        T error = (coarse - (fine - back)) - (second + back) - k * Third;
        T angle = fine + error;
        return (angle, fine - angle + error);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SineSeries<T>(T x, T tail)
        where T : unmanaged, IReal<T>
    {
        T z = x * x, z2 = z * z;
        T even = -1.0 / 6 + z2 * (-1.0 / 5040 + z2 * (-1.0 / 39916800 + z2 * (-1.0 / 1307674368000)));
        T odd = 1.0 / 120 + z2 * (1.0 / 362880 + z2 * (1.0 / 6227020800 + z2 * (1.0 / 355687428096000)));
        return x + (x * z * (even + z * odd) + tail * (1 - 0.5 * z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosineSeries<T>(T x, T tail)
        where T : unmanaged, IReal<T>
    {
        T z = x * x, z2 = z * z;
        T even = 1.0 / 24 + z2 * (1.0 / 40320 + z2 * (1.0 / 479001600 + z2 * (1.0 / 20922789888000)));
        T odd = -1.0 / 720 + z2 * (-1.0 / 3628800 + z2 * (-1.0 / 87178291200));
        T half = 0.5 * z, high = 1 - half;
        return high + ((1 - high - half) + (z2 * (even + z * odd) - x * tail));
    }
}

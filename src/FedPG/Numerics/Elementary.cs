using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FedPG.Numerics;

/// <summary>
/// Exponential and logarithm from IEEE 754 additions, multiplications and divisions alone, so that they have the same bits on every
/// machine: the functions of C libraries differ between systems and processors. Errors stay below one unit in the last place.
/// </summary>
public static partial class Elementary
{
    // ln 2 in two parts. The first has trailing zeros, so that its product with an exponent is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Log2E = 1.44269504088896340736;
    private const double NearFrom = -708;
    private const double NearTo = 709;
    private const double SquareRootOfTwo = 1.41421356237309504880;

    /// <summary>Adding and then subtracting this number rounds a double of moderate size to an integer.</summary>
    private const double Rounder = 6755399441055744.0;

    /// <summary>e^x; 0 below −745.2, +∞ above 709.8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x)
    {
        if (!(x > NearFrom && x < NearTo)) return FarExp(x);
        double shifted = x * Log2E + Rounder;
        long power = (BitConverter.DoubleToInt64Bits(shifted) + 1023) << 52;
        return Exp2Scaled(x, shifted - Rounder) * BitConverter.Int64BitsToDouble(power);
    }

    /// <summary>Replaces every number by its exponential, with the bits of <see cref="Exp(double)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp(Span<double> values)
    {
        ref double at = ref MemoryMarshal.GetReference(values);
        int i = 0;
        if (values.Length >= Vector512<double>.Count)
        {
            // The last vector overlaps the one before, so it is loaded before anything is overwritten.
            int last = values.Length - Vector512<double>.Count;
            var end = Vector512.LoadUnsafe(ref at, (nuint)last);
            for (; i < last; i += Vector512<double>.Count)
            {
                var x = Vector512.LoadUnsafe(ref at, (nuint)i);
                if (IsNear(x)) Exp(x).StoreUnsafe(ref at, (nuint)i);
                else for (int j = i; j < i + Vector512<double>.Count; j++) values[j] = Exp(values[j]);
            }

            if (IsNear(end))
            {
                Exp(end).StoreUnsafe(ref at, (nuint)last);
                return;
            }
        }

        for (; i < values.Length; i++) values[i] = Exp(values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNear(Vector512<double> x) =>
        Vector512.GreaterThanAll(x, Vector512.Create(NearFrom)) && Vector512.LessThanAll(x, Vector512.Create(NearTo));

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x >= 2.2250738585072014e-308 && x <= double.MaxValue)) return FarLog(x);
        return NormalLog(x, 0);
    }

    /// <summary>log(1+x) for x in [0, 1], accurate for small x: 1 + x is never computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log1P(double x) => x > SquareRootOfTwo - 1 ? LogSeries((x - 1) * 0.5, 1) : LogSeries(x, 0);

    /// <summary>x^y for x above 0.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    /// <summary>e^x / 2^k with k the integer nearest to x / ln 2, by a Taylor series whose truncation error is at most 4·10^-18.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Exp2Scaled(double x, double k)
    {
        double r = x - k * Ln2High - k * Ln2Low;
        double r2 = r * r, r4 = r2 * r2;

        // The terms from r^2/2! to r^13/13! in pairs, to shorten the dependency chain.
        double p23 = 1.0 / 2 + r * (1.0 / 6), p45 = 1.0 / 24 + r * (1.0 / 120);
        double p67 = 1.0 / 720 + r * (1.0 / 5040), p89 = 1.0 / 40320 + r * (1.0 / 362880);
        double p1011 = 1.0 / 3628800 + r * (1.0 / 39916800), p1213 = 1.0 / 479001600 + r * (1.0 / 6227020800);
        double high = p1011 + r2 * p1213, middle = p67 + r2 * p89, low = p23 + r2 * p45;
        return 1 + (r + r2 * (low + r4 * (middle + r4 * high)));
    }

    /// <summary><see cref="Exp(double)"/> of eight numbers between −708 and 709, with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Exp(Vector512<double> x)
    {
        var (r, power) = ExpReduce(x);
        return ExpSeries(r) * power;
    }

    /// <summary>Argument reduction for the exponential: r and 2^k with x = r + k ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> Remainder, Vector512<double> Power) ExpReduce(Vector512<double> x)
    {
        var shifted = x * Vector512.Create(Log2E) + Vector512.Create(Rounder);
        var k = shifted - Vector512.Create(Rounder);
        var r = x - k * Vector512.Create(Ln2High) - k * Vector512.Create(Ln2Low);
        return (r, ((shifted.AsInt64() + Vector512.Create(1023L)) << 52).AsDouble());
    }

    /// <summary>e^r of the reduced arguments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ExpSeries(Vector512<double> r)
    {
        static Vector512<double> C(double constant) => Vector512.Create(constant);

        Vector512<double> r2 = r * r, r4 = r2 * r2;
        Vector512<double> p23 = C(1.0 / 2) + r * C(1.0 / 6), p45 = C(1.0 / 24) + r * C(1.0 / 120);
        Vector512<double> p67 = C(1.0 / 720) + r * C(1.0 / 5040), p89 = C(1.0 / 40320) + r * C(1.0 / 362880);
        Vector512<double> p1011 = C(1.0 / 3628800) + r * C(1.0 / 39916800), p1213 = C(1.0 / 479001600) + r * C(1.0 / 6227020800);
        Vector512<double> high = p1011 + r2 * p1213, middle = p67 + r2 * p89, low = p23 + r2 * p45;
        return C(1) + (r + r2 * (low + r4 * (middle + r4 * high)));
    }

    /// <summary><see cref="Log1P(double)"/> of eight numbers in [0, 1], with the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log1P(Vector512<double> x)
    {
        static Vector512<double> C(double constant) => Vector512.Create(constant);

        var isHigh = Vector512.GreaterThan(x, C(SquareRootOfTwo - 1));
        var e = Vector512.ConditionalSelect(isHigh, C(1), C(0));
        var f = Vector512.ConditionalSelect(isHigh, (x - C(1)) * C(0.5), x);
        Vector512<double> s = f / (C(2) + f), z = s * s, z2 = z * z;
        var even = C(2.0 / 3) + z2 * (C(2.0 / 7) + z2 * (C(2.0 / 11) + z2 * (C(2.0 / 15) + z2 * (C(2.0 / 19) + z2 * C(2.0 / 23)))));
        var odd = C(2.0 / 5) + z2 * (C(2.0 / 9) + z2 * (C(2.0 / 13) + z2 * (C(2.0 / 17) + z2 * C(2.0 / 21))));
        var r = z * (even + z * odd);
        return e * C(Ln2High) - (s * (f - r) - e * C(Ln2Low) - f);
    }

    /// <summary>The exponential where its result is subnormal, overflows or is NaN.</summary>
    private static double FarExp(double x)
    {
        if (double.IsNaN(x) || x > 710) return x + double.PositiveInfinity;
        if (x < -746) return 0;

        // Two factors, since 2^k itself is out of range.
        double k = x * Log2E + Rounder - Rounder;
        long half = (long)k / 2;
        double first = BitConverter.Int64BitsToDouble((half + 1023) << 52);
        double second = BitConverter.Int64BitsToDouble(((long)k - half + 1023) << 52);
        return Exp2Scaled(x, k) * first * second;
    }

    private static double FarLog(double x)
    {
        if (x == 0) return double.NegativeInfinity;
        if (!(x > 0)) return double.NaN;
        return double.IsPositiveInfinity(x) ? x : NormalLog(x * 18014398509481984.0, -54);
    }

    /// <summary>
    /// log x + exponent · ln 2 with x = m 2^e and m within [√½, √2): the artanh series in s = f/(2+f) with f = m − 1.
    /// </summary>
    private static double NormalLog(double x, int exponent)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int e = (int)(bits >> 52) - 1023 + exponent;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > SquareRootOfTwo) (m, e) = (m * 0.5, e + 1);
        return LogSeries(m - 1, e);
    }

    /// <summary>log(1+f) + e ln 2 with 1 + f within [√½, √2].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogSeries(double f, int e)
    {
        double s = f / (2 + f), z = s * s, z2 = z * z;

        // R = 2 (z/3 + z²/5 + …); log(1+f) = f − s (f − R), where the leading f is exact.
        double even = 2.0 / 3 + z2 * (2.0 / 7 + z2 * (2.0 / 11 + z2 * (2.0 / 15 + z2 * (2.0 / 19 + z2 * (2.0 / 23)))));
        double odd = 2.0 / 5 + z2 * (2.0 / 9 + z2 * (2.0 / 13 + z2 * (2.0 / 17 + z2 * (2.0 / 21))));
        double r = z * (even + z * odd);
        double high = e * Ln2High, low = e * Ln2Low;
        return high - (s * (f - r) - low - f);
    }
}

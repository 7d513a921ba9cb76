using System.Numerics;

namespace FedPG.Tests.References;

/// <summary>Exact fractions, to measure rounding errors.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator)
{
    public static Rational Of(double number)
    {
        if (number == 0) return new(0, 1);
        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
        if (number < 0) mantissa = -mantissa;
        return power >= 0 ? new(mantissa << power, 1) : Reduced(mantissa, BigInteger.One << -power);
    }

    public static Rational operator +(Rational a, Rational b) =>
        Reduced(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + new Rational(-b.Numerator, b.Denominator);

    public static Rational operator *(Rational a, Rational b) => Reduced(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) =>
        b.Numerator.Sign < 0
            ? Reduced(-a.Numerator * b.Denominator, -b.Numerator * a.Denominator)
            : Reduced(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public bool IsZero => Numerator.IsZero;

    public bool IsAbove(Rational other) => (this - other).Numerator.Sign > 0;

    public double ToDouble()
    {
        // 64 bits of the quotient and a power of two.
        long shift = Numerator.GetBitLength() - Denominator.GetBitLength() - 64;
        var quotient = shift >= 0 ? Numerator / (Denominator << (int)shift) : (Numerator << (int)-shift) / Denominator;
        return Math.ScaleB((double)quotient, (int)shift);
    }

    private static Rational Reduced(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return divisor.IsOne ? new(numerator, denominator) : new(numerator / divisor, denominator / divisor);
    }
}

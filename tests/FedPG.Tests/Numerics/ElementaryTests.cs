using System.Runtime.Intrinsics;
using CsCheck;
using FedPG.Numerics;

namespace FedPG.Tests.Numerics;

public class ElementaryTests
{
    [Fact]
    public void Exponentials_are_within_an_ulp_of_the_librarys() => Gen.Double[-708, 709].Sample(
        x => UlpsApart(Elementary.Exp(x), Math.Exp(x)).ShouldBeLessThanOrEqualTo(1), iter: 200_000);

    [Fact]
    public void Exponentials_of_small_numbers_are_within_an_ulp_of_the_librarys() => Gen.Double[-1, 1].Sample(
        x => UlpsApart(Elementary.Exp(x), Math.Exp(x)).ShouldBeLessThanOrEqualTo(1), iter: 200_000);

    [Fact]
    public void Logarithms_are_within_an_ulp_of_the_librarys() => Gen.Long[1, BitConverter.DoubleToInt64Bits(double.MaxValue)].Sample(
        bits =>
        {
            double x = BitConverter.Int64BitsToDouble(bits);
            UlpsApart(Elementary.Log(x), Math.Log(x)).ShouldBeLessThanOrEqualTo(1);
        },
        iter: 200_000);

    [Fact]
    public void Logarithms_of_numbers_near_one_are_within_an_ulp_of_the_librarys() => Gen.Double[0.5, 2].Sample(
        x => UlpsApart(Elementary.Log(x), Math.Log(x)).ShouldBeLessThanOrEqualTo(1), iter: 200_000);

    [Fact]
    public void Exponentials_of_many_numbers_have_the_bits_of_each() => Gen.Double[-800, 800].Array[0, 40].Sample(numbers =>
    {
        double[] together = [.. numbers];
        Elementary.Exp(together.AsSpan());
        together.ShouldBe([.. numbers.Select(Elementary.Exp)]);
    });

    private static Gen<double> UnitInterval => Gen.Frequency(
        (4, Gen.Double[0, 1]),
        (2, Gen.Double[-40, 0].Select(power => Math.Pow(10, power))),
        (1, Gen.Const(0.0)),
        (1, Gen.Const(1.0)));

    [Fact]
    public void Log1P_of_eight_numbers_has_the_bits_of_each() => UnitInterval.Array[8].Sample(numbers =>
    {
        var together = Elementary.Log1P(Vector512.Create<double>(numbers));
        for (int i = 0; i < 8; i++) together[i].ShouldBe(Elementary.Log1P(numbers[i]));
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-746.5, 0)]
    [InlineData(-745.0, 4.94065645841246544e-324)]
    [InlineData(709.78, 1.7928227943945155e308)]
    [InlineData(709.79, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Ends_of_the_exponentials_range(double x, double expected) => Elementary.Exp(x).ShouldBe(expected);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(4.94065645841246544e-324, -744.44007192138126)]
    public void Ends_of_the_logarithms_range(double x, double expected) => Elementary.Log(x).ShouldBe(expected);

    /// <summary>Recorded bits, which must be the same on every machine and in every version.</summary>
    [Theory]
    [InlineData(1, 4613303445314885482)]
    [InlineData(-0.1, 4606325270462671674)]
    public void Exponentials_keep_their_bits(double x, long bits) => BitConverter.DoubleToInt64Bits(Elementary.Exp(x)).ShouldBe(bits);

    [Theory]
    [InlineData(10, 4612367379483415830)]
    [InlineData(0.3, -4615271006209202399)]
    public void Logarithms_keep_their_bits(double x, long bits) => BitConverter.DoubleToInt64Bits(Elementary.Log(x)).ShouldBe(bits);

    [Fact]
    public void Log1P_is_accurate_for_small_numbers() => Gen.Double[-40, 0].Sample(
        exponent =>
        {
            double x = Math.Pow(10, exponent), series = x - x * x / 2 + x * x * x / 3;
            if (x < 1e-5) Elementary.Log1P(x).ShouldBe(series, 4e-16 * x);
            else Elementary.Log1P(x).ShouldBe(Math.Log(1 + x), 4e-16);
        });

    private static long UlpsApart(double one, double other) =>
        one.Equals(other) ? 0 : Math.Abs(BitConverter.DoubleToInt64Bits(one) - BitConverter.DoubleToInt64Bits(other));
}

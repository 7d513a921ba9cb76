using CsCheck;
using FedPG.Numerics;

namespace FedPG.Tests.Numerics;

public class OddsTests
{
    private static readonly Gen<double> _logits = Gen.Frequency(
        (3, Gen.Double[-40, 40]), (1, Gen.Double[-707, 707]), (1, Gen.Double[-20, 0].Select(power => Math.Pow(10, power))));

    [Fact]
    public void Odds_have_the_bits_of_the_exponential() => _logits.Sample(
        z => Elementary.Odds<Scalar>(z).Value.ShouldBe(Elementary.Exp(-Math.Abs(z))), iter: 100_000);

    /// <summary>log(1 + e) = log u · e / (u − 1) with u = 1 + e rounded: errors of u cancel (Kahan).</summary>
    [Fact]
    public void Logarithms_of_one_plus_the_odds_are_within_four_ulps() => _logits.Sample(
        z =>
        {
            double e = Math.Exp(-Math.Abs(z)), u = 1 + e;
            double expected = u == 1 ? e : Math.Log(u) * (e / (u - 1));
            Elementary.LogRatio<Scalar>(e / (2 + e)).Value.ShouldBe(expected, 9e-16 * expected);
        },
        iter: 100_000);

    [Fact]
    public void Logarithms_without_subnormal_products_have_the_same_bits() =>
        Gen.OneOf(_logits, Gen.Double[30, 50], Gen.Double[707, 709]).Sample(
            z =>
            {
                double e = Elementary.Odds<Scalar>(z).Value, bounded = Elementary.RatioOdds<Scalar>(e).Value;
                double one = 1 + bounded, inverse = 1 / (one * (2 + bounded)), ratio = bounded * (one * inverse);
                double plain = Elementary.LogRatio<Scalar>(e * ((1 + e) * (1 / ((1 + e) * (2 + e))))).Value;
                Elementary.LogOnePlus<Scalar>(e, ratio).Value.ShouldBe(plain);
            },
            iter: 100_000);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void Ends_of_the_odds_range(double z, double expected) => Elementary.Odds<Scalar>(z).Value.ShouldBe(expected);

    [Theory]
    [InlineData(709)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    public void Odds_stay_above_zero(double z) => Elementary.Odds<Scalar>(z).Value.ShouldBe(3.307553003638408e-308, 1e-321);
}

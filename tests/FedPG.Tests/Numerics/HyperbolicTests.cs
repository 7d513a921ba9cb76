using System.Runtime.Intrinsics;
using CsCheck;
using FedPG.Kernels.Bits;

namespace FedPG.Tests.Numerics;

public class HyperbolicTests
{
    /// <summary>Two units in the last place, because the library's functions may be off by as many.</summary>
    [Fact]
    public void Tangents_are_within_two_ulps_of_the_librarys() => Near.Sample(
        x =>
        {
            double tanh = Hyperbolic.HalfTanh(Vector512.Create(x)).ToScalar(), expected = Math.Tanh(x / 2) / 2;
            tanh.ShouldBe(expected, 4.5e-16 * Math.Abs(expected));
        },
        iter: 200_000);

    [Fact]
    public void Logarithms_are_within_an_ulp_of_the_librarys() => Near.Sample(
        x => Hyperbolic.Log2Cosh(Vector512.Create(x)).ToScalar().ShouldBe(Math.Log(2 * Math.Cosh(x / 2)), 2.3e-16),
        iter: 200_000);

    [Fact]
    public void Both_functions_give_the_softmax_of_two_logits_and_its_logarithm() => Near.Sample(
        x =>
        {
            double left = 0.5 + Hyperbolic.HalfTanh(Vector512.Create(x)).ToScalar();
            left.ShouldBe(1 / (1 + Math.Exp(-x)), 3e-16);
            (x / 2 - Hyperbolic.Log2Cosh(Vector512.Create(x)).ToScalar()).ShouldBe(Math.Log(left), 6e-16);
        },
        iter: 20_000);

    /// <summary>Recorded bits, which must be the same on every machine and in every version; within an ulp of the exact values.</summary>
    [Theory]
    [InlineData(0.6, 4598919441409447162, 4604817920463273346)]
    [InlineData(-0.9998, -4621377071111674179, 4605500013408288055)]
    public void Functions_keep_their_bits(double x, long twiceTanh, long log)
    {
        BitConverter.DoubleToInt64Bits(2 * Hyperbolic.HalfTanh(Vector512.Create(x)).ToScalar()).ShouldBe(twiceTanh);
        BitConverter.DoubleToInt64Bits(Hyperbolic.Log2Cosh(Vector512.Create(x)).ToScalar()).ShouldBe(log);
    }

    private static Gen<double> Near => Gen.Frequency(
        (4, Gen.Double[-Hyperbolic.Reach, Hyperbolic.Reach]), (1, Gen.Double[-12, -1].Select(power => Math.Pow(10, power))));
}

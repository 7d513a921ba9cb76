using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Tests.Text;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(96.8532, 96.8491, 96.8573, "96.853 [96.849, 96.857]")]
    [InlineData(0.753881, 0.735, 0.772761, "0.754 [0.735, 0.773]")]
    [InlineData(63.0646, 63.0646, 63.0646, "63.065 [63.065, 63.065]")]
    [InlineData(96.8532, 71, 122, "97 [71, 122]")]
    [InlineData(-12.3456, -12.3461, -12.3443, "−12.346 [−12.346, −12.344]")]
    [InlineData(96.8532, double.NegativeInfinity, 97, "96.853 [failed, 97.000]")]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, 97, "failed")]
    [InlineData(double.NaN, double.NaN, double.NaN, "failed")]
    public void An_estimate_shows_the_digits_its_interval_supports(double value, double low, double high, string expected) =>
        NumberText.Value(new Estimate(value, low, high, 4, Spread.Interval)).ShouldBe(expected);

    [Fact]
    public void A_range_is_distinguished_from_an_interval_and_one_value_has_neither()
    {
        NumberText.Value(Estimate.Of([96.8, 97.2])).ShouldBe("97.00 (96.80 to 97.20)");
        NumberText.Value(Estimate.Of([96.8])).ShouldBe("96.800");
        NumberText.Centre(Estimate.Of([96.8, 97.2])).ShouldBe("97.00");
    }

    [Theory]
    [InlineData(0.01931, "0.0193")]
    [InlineData(1.94e-7, "1.94e-7")]
    [InlineData(12345.6, "12,346")]
    [InlineData(2e7, "2e7")]
    [InlineData(0.1, "0.1")]
    [InlineData(34.0296, "34")]
    public void A_number_of_any_size_has_three_digits(double value, string expected) => NumberText.ThreeDigits(value).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0.000")]
    [InlineData(-1e-9, "0.000000")]
    [InlineData(0.00123456, "0.001235")]
    [InlineData(12345.678, "12346")]
    public void A_value_shows_its_leading_digits(double value, string expected) => NumberText.Value(value).ShouldBe(expected);

    [Theory]
    [InlineData(1_312_345, "1.3 M steps/s")]
    [InlineData(999_960, "1 M steps/s")]
    [InlineData(123_456_789, "123 M steps/s")]
    [InlineData(12, "12 steps/s")]
    [InlineData(0, "–")]
    [InlineData(double.NaN, "–")]
    public void A_speed_is_short(double value, string expected) => NumberText.Speed(value).ShouldBe(expected);

    [Theory]
    [InlineData(3.21, "3.2 s")]
    [InlineData(725, "12 min 5 s")]
    [InlineData(59.97, "1 min 0 s")]
    [InlineData(100 * 3600 + 60, "100 h 1 min")]
    public void A_duration_is_readable(double seconds, string expected) => NumberText.Duration(seconds).ShouldBe(expected);
}

using FedPG.Experiments.Reports;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Reports;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(96.8532, 0.0041, "96.853 ± 0.004")]
    [InlineData(0.753881, 0.01888, "0.754 ± 0.019")]
    [InlineData(63.0646, 0, "63.065 ± 0")]
    [InlineData(63.0646, 1e-9, "63.065 ± <0.001")]
    [InlineData(96.8532, double.NaN, "96.853")]
    [InlineData(-12.3456, 0.001, "−12.346 ± 0.001")]
    [InlineData(96.8532, 25, "97 ± 25")]
    [InlineData(double.NaN, double.NaN, "diverged")]
    [InlineData(double.PositiveInfinity, 1, "diverged")]
    public void A_mean_shows_the_digits_its_interval_supports(double mean, double halfWidth, string expected) =>
        NumberText.Value(new MeanInterval(mean, halfWidth, 4)).ShouldBe(expected);

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

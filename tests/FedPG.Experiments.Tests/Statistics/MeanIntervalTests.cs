using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Statistics;

public sealed class MeanIntervalTests
{
    // s / √n times the quantile of printed t tables.
    [Theory]
    [InlineData(new double[] { 1, 3 }, 0.95, 2, 12.706)] // s = √2, s/√2 = 1
    [InlineData(new double[] { 1, 2, 3 }, 0.95, 2, 2.484)] // s = 1, 4.303 / √3
    [InlineData(new double[] { 2, 4, 4, 6 }, 0.95, 4, 2.598)] // s² = 8/3, 3.182 × 0.8165
    [InlineData(new double[] { 2, 4, 4, 6 }, 0.99, 4, 4.769)] // 5.841 × 0.8165
    [InlineData(new double[] { 1, 2, 3 }, 0.9, 2, 1.686)] // 2.920 / √3
    public void The_half_width_is_that_of_the_t_tables(double[] sample, double level, double mean, double halfWidth)
    {
        var interval = MeanInterval.Of(sample, level);
        interval.Mean.ShouldBe(mean, 1e-12);
        interval.HalfWidth.ShouldBe(halfWidth, 1e-3);
        interval.Low.ShouldBe(mean - interval.HalfWidth);
        interval.High.ShouldBe(mean + interval.HalfWidth);
    }

    [Fact]
    public void One_value_has_no_interval()
    {
        var interval = MeanInterval.Of([5.0]);
        interval.HasInterval.ShouldBeFalse();
        interval.HalfWidth.ShouldBe(double.NaN);
        (interval.Mean, interval.Low, interval.High).ShouldBe((5, 5, 5));
    }

    [Fact]
    public void Equal_values_have_an_interval_of_zero_width() => MeanInterval.Of([5.0, 5.0, 5.0]).HalfWidth.ShouldBe(0);

    [Fact]
    public void No_value_has_no_mean() => MeanInterval.Of([]).Mean.ShouldBe(double.NaN);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_level_outside_the_open_unit_interval_is_refused(double level) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MeanInterval.Of([1.0, 2.0], level));
}

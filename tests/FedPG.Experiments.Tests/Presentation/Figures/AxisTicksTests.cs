using CsCheck;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public class AxisTicksTests
{
    [Theory]
    [InlineData(-0.079, 0.115, 5, "−0.05 0.00 0.05 0.10")]
    [InlineData(-3.1415927, 3.1415927, 4, "−2 0 2")]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-2e7, 1e7, 3, "−2e7 −1e7 0e0 1e7")]
    public void Ticks_are_round_numbers_with_as_many_decimals_as_their_distance(double low, double high, int most, string expected) =>
        string.Join(' ', AxisTicks.Within(new ValueRange(low, high), most).Select(tick => tick.Text)).ShouldBe(expected);

    [Fact]
    public void Every_range_has_a_few_ticks_inside_it() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-8, 8], Gen.Int[2, 12]).Sample((low, power, most) =>
        {
            var range = new ValueRange(low, low + Math.Pow(10, power));
            var ticks = AxisTicks.Within(range, most);
            ticks.Length.ShouldBeInRange(1, most + 1);
            double slack = range.Span * 1e-6 + Math.Abs(low) * 1e-9;
            ticks.ShouldAllBe(tick => tick.At >= range.Low - slack && tick.At <= range.High + slack);
        });
}

using FedPG.Experiments.Presentation.Figures.Drawing;
using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Tests.Presentation.Figures;

public sealed class LogarithmicTests
{
    [Theory]
    [InlineData(-2.1, 2.1, "0.01 0.1 1 10 100")]
    [InlineData(0, 1.5, "1 2 5 10 20")]
    [InlineData(-1, -0.4, "0.1 0.12 0.15 0.2 0.25 0.3")]
    [InlineData(-12, 12, "1e-12 1e-9 1e-6 0.001 1 1,000 1e6 1e9 1e12")]
    public void Ticks_are_powers_of_ten_and_parts_of_them_where_there_are_few(double low, double high, string expected) =>
        string.Join(' ', DecadeTicks.Within(low, high, NumberText.ThreeDigits).Select(tick => tick.Text)).ShouldBe(expected);

    [Fact]
    public void What_is_not_positive_is_drawn_at_the_lowest_positive_value()
    {
        var curve = LogCurves.Of([Curve([0, 1, 2], [100, 0.1, -3], low: [10, -1, -5])]).ShouldHaveSingleItem();
        curve.Value.ShouldBe([2, -1, -1], 1e-12);
        curve.Low.ShouldBe([1, -1, -1], 1e-12);
        LogCurves.Of([Curve([0], [-1], low: [-1])]).ShouldBeEmpty();
    }

    [Fact]
    public void Against_a_logarithmic_axis_round_0_is_left_out()
    {
        var failing = Curve([0, 10, 1000], [1, 2, 3], low: [1, 2, 3]) with { Failures = [0, 1000] };
        var curve = LogCurves.AgainstLog([failing]).ShouldHaveSingleItem();
        curve.At.ShouldBe([1, 3], 1e-12);
        curve.Value.ShouldBe([2, 3]);
        curve.Failures.ShouldBe([1, 3], 1e-12);
        LogCurves.AgainstLog([Curve([0], [1], low: [1])]).ShouldBeEmpty();
    }

    private static FigureCurve Curve(double[] at, double[] value, double[] low) => new("a", 0, at, value, low, value, 3, Spread.Interval);
}

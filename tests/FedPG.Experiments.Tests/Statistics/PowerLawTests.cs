using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Statistics;

public class PowerLawTests
{
    [Fact]
    public void The_exponent_of_an_exact_law_is_found()
    {
        var exponent = PowerLaw.Exponent([1, 2, 4], [[3, 3, 3], [0.75, 0.75, 0.75], [0.1875, 0.1875, 0.1875]], values => values.Average());
        exponent.Value.ShouldBe(-2, 1e-12);
        exponent.Low.ShouldBe(-2, 1e-12);
        exponent.High.ShouldBe(-2, 1e-12);
    }

    [Fact]
    public void It_is_the_least_squares_line_on_logarithms()
    {
        // Heights 0, 1, 0 at places 0, 1, 2 (base 2): slope 0; with 0, 0, 1 it is ½.
        PowerLaw.Exponent([1, 2, 4], [[1], [2], [1]], values => values[0]).Value.ShouldBe(0, 1e-12);
        PowerLaw.Exponent([1, 2, 4], [[1], [1], [2]], values => values[0]).Value.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void The_interval_covers_what_resampling_can_give()
    {
        // At each place 1 or 2 times a power: the exponent between places 1 and 16 is −1 ± 1/4 at most.
        var exponent = PowerLaw.Exponent([1, 16], [[16, 32, 16, 32], [1, 2, 1, 2]], values => values.Average());
        exponent.Value.ShouldBe(-1, 1e-12);
        exponent.Low.ShouldBeInRange(-1.25, -1.05);
        exponent.High.ShouldBeInRange(-0.95, -0.75);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Values_without_a_logarithm_have_no_exponent(double value) =>
        double.IsNaN(PowerLaw.Exponent([1, 2], [[1], [value]], values => values[0]).Value).ShouldBeTrue();
}

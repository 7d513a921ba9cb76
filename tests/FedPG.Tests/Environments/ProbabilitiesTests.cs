using CsCheck;
using FedPG.Environments;
using FedPG.Random;

namespace FedPG.Tests.Environments;

public class ProbabilitiesTests
{
    [Fact]
    public void A_sum_within_the_tolerance_is_accepted() => Should.NotThrow(() => Probabilities.Check([0.5, 0.5 + 9e-10], "row"));

    [Theory]
    [InlineData(0.5, 0.75, "row: found a row that sums to 1.25; accepted: a sum of 1 within 1e-9")]
    [InlineData(1.5, -0.5, "row, entry 0: found 1.5; accepted: a probability from 0 to 1")]
    [InlineData(0.5, double.NaN, "row, entry 1: found NaN; accepted: a probability from 0 to 1")]
    public void A_row_that_is_not_a_distribution_is_refused(double first, double second, string message) =>
        Should.Throw<SpecificationException>(() => Probabilities.Check([first, second], "row")).Message.ShouldBe(message);

    [Theory]
    [InlineData(1.1e-9)]
    [InlineData(-1.1e-9)]
    public void A_sum_just_beyond_the_tolerance_is_refused(double excess) =>
        Should.Throw<SpecificationException>(() => Probabilities.Check([0.5, 0.5 + excess], "row"))
            .Message.ShouldContain("a row that sums to");

    [Fact]
    public void An_empty_row_is_refused() =>
        Should.Throw<SpecificationException>(() => Probabilities.Check([], "row")).Message.ShouldContain("sums to 0");

    [Fact]
    public void A_point_mass_puts_all_mass_on_its_outcome() => Probabilities.PointMass(3, 1).ShouldBe([0, 1, 0]);

    [Fact]
    public void Uniform_normalised_and_drawn_rows_are_distributions() =>
        Gen.Select(Gen.Double[0.001, 1000].Array[1, 30], Gen.ULong).Sample((weights, seed) =>
        {
            var random = RandomStreams.For(StreamPurpose.Environment, seed);
            var drawn = new double[weights.Length];
            Probabilities.FillFromSimplex(drawn, ref random);
            Probabilities.Check(drawn, "drawn");
            Probabilities.Check(Probabilities.Uniform(weights.Length), "uniform");
            double ratio = weights[0] / weights[^1];
            Probabilities.Normalize(weights);
            Probabilities.Check(weights, "normalised");
            (weights[0] / weights[^1]).ShouldBe(ratio, 1e-12 * ratio);
        });

    [Fact]
    public void Rows_from_the_simplex_have_its_moments()
    {
        // A component of a uniform point of the simplex on 3 outcomes has mean 1/3 and second moment 1/6.
        var random = RandomStreams.For(StreamPurpose.Environment, 0);
        var components = new double[50_000];
        var row = new double[3];
        for (int i = 0; i < components.Length; i++)
        {
            Probabilities.FillFromSimplex(row, ref random);
            components[i] = row[i % 3];
        }

        components.Average().ShouldBe(1.0 / 3, 0.005);
        components.Average(component => component * component).ShouldBe(1.0 / 6, 0.005);
    }
}

using CsCheck;
using FedPG.Kernels.Linear;

namespace FedPG.Tests.Numerics;

public class SimplexProjectionTests
{
    [Fact]
    public void The_projection_is_the_nearest_point() => Gen.Select(Worlds.Numbers(5, size: 3), Gen.Double[0.01, 1].Array[5]).Sample(
        (row, weights) =>
        {
            double[] projected = Project(row);
            projected.Sum().ShouldBe(1, 1e-12);
            projected.ShouldAllBe(p => p >= 0);

            // The obtuse angle of a projection on a convex set, to any other point of the simplex.
            double total = weights.Sum();
            double product = Enumerable.Range(0, 5).Sum(i => (row[i] - projected[i]) * (weights[i] / total - projected[i]));
            product.ShouldBeLessThan(1e-9);
        });

    [Theory]
    [InlineData(new double[] { 0.5, 0.5, 0 }, new double[] { 0.5, 0.5, 0 })]
    [InlineData(new double[] { 1, 1, -1 }, new double[] { 0.5, 0.5, 0 })]
    [InlineData(new double[] { 5, 0, 0 }, new double[] { 1, 0, 0 })]
    [InlineData(new double[] { -1e300, 0, 0 }, new double[] { 0, 0.5, 0.5 })]
    public void Known_projections(double[] row, double[] expected) => Project(row).ShouldBe(expected, 1e-15);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_a_number_makes_the_row_NaN(double entry) => Project([entry, 0, 0]).ShouldAllBe(p => double.IsNaN(p));

    [Fact]
    public void Repairing_keeps_the_bits_of_probabilities_and_projects_the_others()
    {
        double[] rows = [1.0 / 3, 1.0 / 3, 1.0 / 3, 2, 2, 2];
        SimplexProjection.Repair(rows, width: 3);
        rows[..3].ShouldBe([1.0 / 3, 1.0 / 3, 1.0 / 3]);
        rows[3..].ShouldBe([1.0 / 3, 1.0 / 3, 1.0 / 3], 1e-15);
    }

    private static double[] Project(double[] row)
    {
        double[] projected = [.. row];
        new SimplexProjection(row.Length).Project(projected);
        return projected;
    }
}

using FedPG.Kernels.Linear;

namespace FedPG.Tests.Numerics;

public class MatrixTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 2)]
    [InlineData(4, 5, 16)]
    [InlineData(9, 11, 37)]
    [InlineData(32, 32, 32)]
    public void A_product_has_the_bits_of_the_plain_loops(int rows, int inner, int columns)
    {
        Matrix left = Of(rows, inner, 1), right = Of(inner, columns, 2);
        var product = left * right;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++) sum += left[i, k] * right[k, j];
                product[i, j].ShouldBe(sum);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(21)]
    public void A_solution_solves_its_equation(int size)
    {
        Matrix left = Of(size, size, 3) + Matrix.Diagonal(size, 4), right = Of(size, size, 4);
        (left * left.Solve(right) - right).Size().ShouldBeLessThan(1e-12);
    }

    private static Matrix Of(int rows, int columns, int seed) => Matrix.Of(rows, columns, (i, j) => Math.Sin(seed + 31 * i + 17 * j));
}

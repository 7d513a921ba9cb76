using FedPG.Kernels.Linear;

namespace FedPG.Tests.Numerics;

public class EliminationTests
{
    /// <summary>
    /// Sizes eliminated column by column or in blocks of eight, with full and partial last blocks; some matrices are sparse.
    /// </summary>
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(7, 1.0)]
    [InlineData(63, 0.5)]
    [InlineData(64, 1.0)]
    [InlineData(65, 1.0)]
    [InlineData(72, 0.1)]
    [InlineData(79, 0.02)]
    [InlineData(100, 1.0)]
    public void Factors_have_the_bits_of_plain_elimination(int count, double share)
    {
        // The three rows before the system must not change.
        var matrix = new PaddedRows(count + 3, count);
        var random = new System.Random(1);
        for (int row = 0; row < count + 3; row++)
        {
            foreach (ref double number in matrix[row]) number = random.NextDouble() < share ? -random.NextDouble() / count : 0;
            if (row >= 3) matrix[row][row - 3] += 1;
        }

        double[][] before = [.. Enumerable.Range(0, 3).Select(row => matrix[row].ToArray())];
        double[][] expected = [.. Enumerable.Range(3, count).Select(row => matrix[row].ToArray())];
        Factorise(expected);
        Elimination.Factorise(matrix, 3, count);
        for (int row = 0; row < count; row++) matrix[3 + row].ToArray().ShouldBe(expected[row]);
        for (int row = 0; row < 3; row++) matrix[row].ToArray().ShouldBe(before[row]);
    }

    private static void Factorise(double[][] rows)
    {
        for (int k = 0; k < rows.Length; k++)
        {
            for (int row = k + 1; row < rows.Length; row++)
            {
                double factor = rows[row][k] / rows[k][k];
                for (int column = k + 1; column < rows.Length; column++) rows[row][column] -= factor * rows[k][column];
                rows[row][k] = factor;
            }
        }
    }
}

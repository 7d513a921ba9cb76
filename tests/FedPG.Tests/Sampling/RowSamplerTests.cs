using CsCheck;
using FedPG.Kernels.Tables;

namespace FedPG.Tests.Sampling;

public class RowSamplerTests
{
    private static readonly Gen<double[]> Rows = RowsOf(12);

    private static Gen<double[]> RowsOf(int mostOutcomes) =>
        Gen.Select(Gen.Int[2, mostOutcomes], Gen.Int[0, 3]).SelectMany((count, power) => Gen.Double[0, 1].Array[count].Select(weights =>
        {
            // Powers give rows with entries of very different sizes; some entries are exactly 0.
            double[] row = [.. weights.Select(w => w < 0.2 ? 0 : Math.Pow(w, 1 + 4 * power))];
            if (row.All(w => w == 0)) row[0] = 1;
            FedPG.Environments.Probabilities.Normalize(row);
            return row;
        }));

    [Fact]
    public void Counting_meets_every_probability_within_two_to_the_minus_32() => RowsOf(ThresholdRows.MaximumOutcomes).Sample(row =>
        ShouldMeet(row, new ThresholdRows(row, row.Length)));

    [Fact]
    public void Alias_tables_meet_every_probability_within_two_to_the_minus_32_per_outcome() => Rows.Sample(row =>
        ShouldMeet(row, new AliasRows(row, row.Length)));

    [Fact]
    public void An_outcome_of_probability_0_is_not_drawn_even_if_the_row_sums_to_less_than_1()
    {
        double[] row = [0.5, 0.4999999, 0];
        new ThresholdRows(row, 3).Draw(0, uint.MaxValue).ShouldBe(1);
        new AliasRows(row, 3).Draw(0, uint.MaxValue).ShouldNotBe(2);
    }

    [Fact]
    public void Rows_are_independent_of_each_other()
    {
        double[] rows = [1, 0, 0, 0, 0, 1];
        new AliasRows(rows, 3).Draw(1, uint.MaxValue).ShouldBe(2);
        new AliasRows(rows, 3).Draw(0, uint.MaxValue).ShouldBe(0);
        new ThresholdRows(rows, 3).Draw(1, 0).ShouldBe(2);
        new ThresholdRows(rows, 3).Draw(0, uint.MaxValue).ShouldBe(0);
    }

    /// <summary>
    /// Compares the exact share of the 2^32 inputs that give each outcome. Within one of n equal columns of inputs the outcome of either
    /// sampler never returns to an earlier one, so bisection finds all the places where it changes.
    /// </summary>
    private static void ShouldMeet<TSampler>(double[] row, TSampler sampler)
        where TSampler : struct, IRowSampler
    {
        var counts = new long[row.Length];
        for (long column = 0; column < row.Length; column++)
        {
            long start = ColumnStart(column, row.Length), end = ColumnStart(column + 1, row.Length);
            while (start < end)
            {
                int outcome = sampler.Draw(0, (uint)start);
                long low = start, high = end;
                while (high - low > 1)
                {
                    long middle = (low + high) / 2;
                    if (sampler.Draw(0, (uint)middle) == outcome) low = middle;
                    else high = middle;
                }

                counts[outcome] += high - start;
                start = high;
            }
        }

        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == 0) counts[i].ShouldBe(0);
            (counts[i] / 4294967296.0).ShouldBe(row[i], (row.Length + 1) / 4294967296.0);
        }
    }

    private static long ColumnStart(long column, int columns) => ((column << 32) + columns - 1) / columns;
}

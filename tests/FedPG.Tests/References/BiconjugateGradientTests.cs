using FedPG.References.Beliefs;

namespace FedPG.Tests.References;

public class BiconjugateGradientTests
{
    private const double Discount = 0.99;

    [Fact]
    public void Visits_that_only_go_forward_are_found_although_each_step_leaves_the_rows_before()
    {
        const int Rows = 60;
        var rows = new SparseRows();
        for (int row = 0; row < Rows; row++)
        {
            if (row + 1 < Rows) rows.Add(row + 1, Discount);
            rows.End(0, 0);
        }

        int[] all = [.. Enumerable.Range(0, Rows)];
        double[] start = new double[Rows], visits = new double[Rows];
        start[0] = visits[0] = 1;
        BiconjugateGradient.Solve((x, y) => rows.SubtractTransposed(all, x, y), start, visits, () => { });
        for (int row = 0; row < Rows; row++) visits[row].ShouldBe(Math.Pow(Discount, row), 1e-9);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.999999)]
    public void Values_of_a_random_chain_have_a_small_residual_at_every_discount(double discount)
    {
        var random = new System.Random(1);
        const int Rows = 200;
        var rows = new SparseRows();
        double[] rewards = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        for (int row = 0; row < Rows; row++)
        {
            for (int i = 0; i < 4; i++) rows.Add(random.Next(Rows), discount / 4);
            rows.End(rewards[row], rewards[row]);
        }

        int[] all = [.. Enumerable.Range(0, Rows)];
        double[] values = new double[Rows], left = new double[Rows];
        BiconjugateGradient.Solve((x, y) => rows.Subtract(all, x, y), rewards, values, () => { });
        rows.Subtract(all, values, left);
        for (int row = 0; row < Rows; row++) left[row].ShouldBe(rewards[row], 1e-12 / (1 - discount));
    }
}

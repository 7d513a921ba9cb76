using FedPG.Environments;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.References;

/// <summary>Large worlds without a discount, whose values are known: every step costs 1 until a terminal state.</summary>
public class UndiscountedWorldsTests
{
    [Fact]
    public void The_optimum_of_a_grid_is_the_length_of_the_shortest_path()
    {
        const int side = 150;
        var kernel = new TransitionKernelBuilder(side * side, 4);
        (int Row, int Column)[] moves = [(-1, 0), (1, 0), (0, -1), (0, 1)];
        int goal = At(side / 3, side / 2);
        for (int cell = 0; cell < side * side; cell++)
        {
            foreach (var (down, right) in moves)
            {
                int row = Math.Clamp(cell / side + down, 0, side - 1), column = Math.Clamp(cell % side + right, 0, side - 1);
                kernel.Add(cell == goal ? goal : At(row, column), 1);
                kernel.EndRow();
            }
        }

        double[] values = PolicyIteration.Solve(Costly(kernel.Build(), goal), discount: 1).Values;
        for (int cell = 0; cell < values.Length; cell++)
            values[cell].ShouldBe(-Math.Abs(cell / side - side / 3) - Math.Abs(cell % side - side / 2), 1e-9);

        static int At(int row, int column) => row * side + column;
    }

    /// <summary>Action 0 moves on with probability 3/4 and else waits; action 1 with probability 1/2, and else goes back.</summary>
    [Fact]
    public void The_optimum_of_a_chain_is_the_mean_time_to_its_end_and_so_are_the_values_of_a_policy()
    {
        const int length = 50_000;
        var kernel = new TransitionKernelBuilder(length + 1, 2);
        for (int s = 0; s <= length; s++)
        {
            Row(kernel, s == length ? s : s + 1, 0.75, s);
            Row(kernel, s == length ? s : s + 1, 0.5, s == length ? s : Math.Max(s - 1, 0));
        }

        var process = Costly(kernel.Build(), length);
        double[] values = PolicyIteration.Solve(process, discount: 1).Values;
        for (int s = 0; s <= length; s++) values[s].ShouldBe(-(length - s) / 0.75, 1e-12 * length);

        double[] waiting = [.. Enumerable.Range(0, 2 * (length + 1)).Select(pair => pair % 2 == 0 ? 1.0 : 0.0)];
        var chain = new DiscountedChain(process, 1, waiting);
        chain.Values(process.Rewards)[0].ShouldBe(-length / 0.75, 1e-12 * length);
        double[] visits = chain.Visits(Probabilities.PointMass(length + 1, 0));
        for (int s = 0; s < length; s++) visits[s].ShouldBe(1 / 0.75, 1e-8);
    }

    private static void Row(TransitionKernelBuilder kernel, int next, double probability, int other)
    {
        kernel.Add(next, probability);
        kernel.Add(other, 1 - probability);
        kernel.EndRow();
    }

    private static MarkovDecisionProcess Costly(TransitionKernel kernel, int end)
    {
        double[] costs = new double[kernel.Pairs];
        Array.Fill(costs, -1);
        costs.AsSpan(end * kernel.Actions, kernel.Actions).Clear();
        return new MarkovDecisionProcess("costly", kernel, costs);
    }
}

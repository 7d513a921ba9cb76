using FedPG.Environments;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.References;

public class SparseOptimumTests
{
    private const long MiddleLimit = 1_200_000_000;

    /// <summary>The rows of a gridworld without walls by its definition, in another way than the builder's.</summary>
    [Fact]
    public void The_optimum_of_a_grid_is_that_of_value_iteration_on_its_definition()
    {
        const int side = 40;
        const double discount = 0.95, success = 0.8;
        var set = new GridworldEnvironment { Rows = side, Columns = side, Walls = [], Goal = [side - 1, side - 1], Types = 1 }
            .Build(discount);
        set.Types[0].Kernel.IsSparse.ShouldBeTrue();
        double[] values = new double[side * side];
        (int Row, int Column)[] moves = [(-1, 0), (1, 0), (0, -1), (0, 1)];
        for (double change = 1; change > 1e-14;)
        {
            change = 0;
            for (int cell = values.Length - 1; cell >= 0; cell--)
            {
                var (row, column) = (cell / side, cell % side);
                int[] around =
                [
                    .. moves.Select(move => (Row: row + move.Row, Column: column + move.Column))
                        .Select(to => to.Row is >= 0 and < side && to.Column is >= 0 and < side ? to.Row * side + to.Column : cell),
                ];
                int[] free = [.. around.Where(next => next != cell)];
                double best = around.Max(target => success * values[target]
                    + (1 - success) * free.Where(next => next != target).Average(next => values[next]));
                double updated = (cell == values.Length - 1 ? 1 : 0) + discount * best;
                (change, values[cell]) = (Math.Max(change, Math.Abs(updated - values[cell])), updated);
            }
        }

        double bound = ReferenceValues.Compute(set, agents: 1).UpperBound!.Value;
        bound.ShouldBe(values[0], 1e-9 * values.Max());
        double[] optimum = PolicyIteration.Solve(set.Types[0], discount).Values;
        for (int s = 0; s < values.Length; s++) optimum[s].ShouldBe(values[s], 1e-9);
    }

    /// <summary>Most states have two moves that are as good but for what the far edges change: differences of all sizes.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.99)]
    public void The_optimum_of_a_grid_with_its_goal_in_the_middle_is_that_of_its_table(double discount)
    {
        const int side = 25;
        var lists = new GridworldEnvironment { Rows = side, Columns = side, Walls = [], Goal = [side / 2, side / 2], Types = 1 }
            .Build(discount);
        lists.Types[0].Kernel.IsSparse.ShouldBeTrue();
        double[] one = PolicyIteration.Solve(lists.Types[0], discount).Values;
        double[] other = PolicyIteration.Solve(SparseWorlds.AsTables(lists).Types[0], discount).Values;
        for (int s = 0; s < one.Length; s++) one[s].ShouldBe(other[s], 1e-14 * other.Max());
        if (discount < 0.5) one.Min().ShouldBeLessThan(1e-12 * one.Max());
    }

    /// <summary>Steps that change actions only beside those that have changed would take many times this work.</summary>
    [Fact]
    public void A_grid_with_its_goal_in_the_middle_takes_few_steps_of_policy_iteration()
    {
        const int side = 100;
        const double discount = 0.99;
        var grid = new GridworldEnvironment { Rows = side, Columns = side, Walls = [], Goal = [side / 2, side / 2], Types = 1 }
            .Build(discount).Types[0];
        var meter = new WorkMeter(MiddleLimit, CancellationToken.None);
        var optimum = PolicyIteration.Solve(grid, discount, meter).ShouldNotBeNull();
        for (int s = 0; s < grid.States; s++)
        {
            double best = Enumerable.Range(0, 4)
                .Max(a => grid.Reward(s, a) + discount * grid.Successors(s, a).Expected(optimum.Values));
            best.ShouldBe(optimum.Values[s], 1e-13 * optimum.Values.Max());
        }
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void The_optimum_of_a_garnet_is_that_of_its_table(double discount)
    {
        var lists = new GarnetEnvironment { States = 600, EpsilonR = 0.5 }.Build(discount);
        var tables = SparseWorlds.AsTables(lists);
        for (int type = 0; type < 2; type++)
        {
            var (one, actions) = PolicyIteration.Solve(lists.Types[type], discount);
            var (other, same) = PolicyIteration.Solve(tables.Types[type], discount);
            actions.ShouldBe(same);
            for (int s = 0; s < one.Length; s++) one[s].ShouldBe(other[s], 1e-12 / (1 - discount));
        }
    }

    [Fact]
    public void The_work_of_an_ascent_grows_with_the_successors_not_with_the_pairs_of_states() =>
        WorkOfAscent(32_000).ShouldBeLessThan(12 * WorkOfAscent(4_000));

    private static long WorkOfAscent(int states)
    {
        var garnet = new GarnetEnvironment { States = states }.Build(0.5);
        var meter = WorkMeter.Unlimited();
        double[] uniform = [.. Enumerable.Repeat(1.0 / garnet.Actions, states * garnet.Actions)];
        _ = new StationaryAscent(new FederatedObjective(garnet, agents: 2), meter).From(uniform, steps: 2);
        return meter.Done;
    }
}

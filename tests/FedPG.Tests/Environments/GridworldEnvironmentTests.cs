using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class GridworldEnvironmentTests
{
    private const int Up = 0, Down = 1, Left = 2, Right = 3;

    // The default grid's states:   0 1 2
    //                              3 # 4
    //                              5 6 7
    [Theory]
    [InlineData(0, Right, new[] { 0, 0.8, 0, 0.2, 0, 0, 0, 0 })]
    [InlineData(0, Down, new[] { 0, 0.2, 0, 0.8, 0, 0, 0, 0 })]
    [InlineData(0, Up, new[] { 0.8, 0.1, 0, 0.1, 0, 0, 0, 0 })]
    [InlineData(1, Down, new[] { 0.1, 0.8, 0.1, 0, 0, 0, 0, 0 })]
    [InlineData(1, Left, new[] { 0.8, 0, 0.2, 0, 0, 0, 0, 0 })]
    [InlineData(4, Left, new[] { 0, 0, 0.1, 0, 0.8, 0, 0, 0.1 })]
    [InlineData(7, Up, new[] { 0, 0, 0, 0, 0.8, 0, 0.2, 0 })]
    [InlineData(7, Right, new[] { 0, 0, 0, 0, 0.1, 0, 0.1, 0.8 })]
    public void The_target_has_the_success_probability_and_the_other_neighbours_share_the_rest(
        int state, int action, double[] expected) =>
        ShouldBeRow(new GridworldEnvironment().Build(null).Types[0].TransitionRow(state, action), expected);

    [Fact]
    public void Only_the_goal_is_rewarded_and_trajectories_begin_at_the_start()
    {
        var set = new GridworldEnvironment { Start = [0, 2], Goal = [2, 1] }.Build(null);
        set.States.ShouldBe(8);
        set.InitialDistribution.ShouldBe(Probabilities.PointMass(8, 2));
        set.Types[0].Rewards.ToArray().ShouldBe(Enumerable.Range(0, 32).Select(i => i / 4 == 6 ? 1.0 : 0));
    }

    [Fact]
    public void With_one_neighbour_a_move_to_it_is_certain()
    {
        var type = new GridworldEnvironment { Rows = 1, Columns = 2, Walls = [], Goal = [0, 1] }.Build(null).Types[0];
        ShouldBeRow(type.TransitionRow(0, Right), [0, 1]);
        ShouldBeRow(type.TransitionRow(0, Left), [0.8, 0.2]);
    }

    [Fact]
    public void A_cell_without_neighbours_is_never_left()
    {
        var set = new GridworldEnvironment { Rows = 1, Columns = 3, Walls = [[0, 1]], Goal = [0, 2], EpsilonP = 0.5 }.Build(null);
        ShouldBeRow(set.Types[1].TransitionRow(0, Right), [1, 0]);
        set.Types.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void A_type_of_its_own_moves_to_neighbours_only()
    {
        var type = new GridworldEnvironment { EpsilonP = 1 }.Build(null).Types[1];
        type.TransitionRow(1, Down).ToArray().Select(probability => probability > 0)
            .ShouldBe([true, false, true, false, false, false, false, false]);
        type.TransitionRow(1, Down).SequenceEqual(type.TransitionRow(1, Up)).ShouldBeFalse();
    }

    [Fact]
    public void A_wall_outside_of_the_grid_is_refused() => Refusal(new() { Walls = [[1, 1], [3, 0]] }).ShouldBe(
        "environment.walls, entry 1: found [3, 0]; accepted: [row, column] with a row from 0 to 2 and a column from 0 to 2");

    [Fact]
    public void A_wall_that_is_not_a_pair_is_refused() => Refusal(new() { Walls = [[1]] }).ShouldBe(
        "environment.walls, entry 0: found [1]; accepted: [row, column] with a row from 0 to 2 and a column from 0 to 2");

    [Fact]
    public void A_start_outside_of_the_grid_is_refused() => Refusal(new() { Columns = 4, Start = [-1, 0] }).ShouldBe(
        "environment.start: found [-1, 0]; accepted: [row, column] with a row from 0 to 2 and a column from 0 to 3");

    [Fact]
    public void A_goal_in_a_wall_is_refused() => Refusal(new() { Goal = [1, 1] }).ShouldBe(
        "environment.goal: found [1, 1], a wall; accepted: a cell that is not in environment.walls");

    [Fact]
    public void A_grid_of_walls_is_refused() => Refusal(new() { Rows = 1, Columns = 1, Walls = [[0, 0]] }).ShouldBe(
        "environment.walls: found a wall in every cell; accepted: at least one free cell");

    [Fact]
    public void A_grid_too_large_to_lay_out_is_refused() => Refusal(new() { Rows = 100_000, Columns = 100_000 }).ShouldBe(
        "environment.rows, environment.columns: found 100000 by 100000 cells; accepted: at most 1048576 cells");

    private static string Refusal(GridworldEnvironment definition) =>
        Should.Throw<SpecificationException>(() => definition.Build(null)).Message;

    private static void ShouldBeRow(ReadOnlySpan<double> row, double[] expected)
    {
        row.Length.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++) row[i].ShouldBe(expected[i], 1e-15, $"next state {i}");
    }
}

using FedPG.Environments;

namespace FedPG.Tests.Environments;

/// <summary>
/// Maps must agree with the dynamics: the most probable next state of an action is the cell that the action points to.
/// </summary>
public sealed class GridMapTests
{
    [Fact]
    public void The_moves_of_a_gridworld_lead_where_its_map_points() =>
        ShouldPointTheRightWay(
            new GridworldEnvironment { Rows = 4, Columns = 5, Walls = [[1, 1], [2, 3]], Goal = [3, 4] },
            ("start", 0, 0),
            ("goal", 3, 4));

    [Fact]
    public void The_moves_of_the_windy_cliff_lead_where_its_map_points() =>
        ShouldPointTheRightWay(
            new WindyCliffEnvironment { Width = 5, Height = 3 },
            ("start", 2, 0),
            ("cliff", 2, 1),
            ("cliff", 2, 3),
            ("goal", 2, 4));

    [Fact]
    public void The_states_of_the_hard_pair_have_cells_of_their_own_and_no_directions()
    {
        var environment = new ChallengingGridworldEnvironment();
        GridMap map = environment.Map();
        map.Cells.Length.ShouldBe(environment.Build(null).States);
        map.Cells.ShouldBeUnique();
        map.Cells.ShouldAllBe(cell => cell.Row < map.Rows && cell.Column < map.Columns);
        map.Directions.ShouldBeEmpty();
    }

    private static void ShouldPointTheRightWay(IGridDefinition environment, params (string Mark, int Row, int Column)[] marks)
    {
        GridMap map = environment.Map();
        var type = environment.Build(null).Types[0];
        map.Cells.Length.ShouldBe(type.States);
        foreach (var (mark, row, column) in marks) map.Marks[map.Cells.IndexOf((row, column))].ShouldBe(mark);
        for (int state = 0; state < type.States; state++)
        {
            // From the cliff and from the goal every action returns to the start.
            if (map.Marks.GetValueOrDefault(state) is "cliff" or "goal") continue;
            for (int action = 0; action < type.Actions; action++)
            {
                var (cell, direction) = (map.Cells[state], map.Directions[action]);
                int pointed = map.Cells.IndexOf((cell.Row + direction.Row, cell.Column + direction.Column));
                var row = type.TransitionRow(state, action);
                double most = 0;
                foreach (double probability in row) most = Math.Max(most, probability);
                row[pointed < 0 ? state : pointed].ShouldBe(most);
            }
        }
    }
}

using System.Collections.Immutable;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>
/// A grid with walls and a goal. The states are the free cells, row by row; the actions are up, down, left and right.
/// <para>An action's target is the cell it points to, or the current cell if the edge or a wall is in the way. The target is reached
/// with the success probability. The rest is spread evenly over the other free neighbours; without any, the target is certain.</para>
/// <para>Every action in the goal has reward 1, every other action reward 0. The goal is not terminal. All trajectories begin at the
/// start.</para>
/// <para>A type's kernel is (1−ε_P) times this one plus ε_P times its own, whose rows are uniform on the simplex over the free
/// neighbours of the state (a cell without free neighbours is never left).</para>
/// </summary>
public sealed record GridworldEnvironment : IGridDefinition
{
    private const int Actions = 4;

    /// <summary>Rows of the grid.</summary>
    [AtLeast(1)] public int Rows { get; init; } = 3;

    /// <summary>Columns of the grid.</summary>
    [AtLeast(1)] public int Columns { get; init; } = 3;

    /// <summary>The cells that are walls, each [row, column] from 0.</summary>
    public int[][] Walls { get; init; } = [[1, 1]];

    /// <summary>The cell where trajectories begin, [row, column].</summary>
    public int[] Start { get; init; } = [0, 0];

    /// <summary>The cell with the reward, [row, column].</summary>
    public int[] Goal { get; init; } = [2, 2];

    /// <summary>p: the probability that an action leads to its target.</summary>
    [Between(0, 1)] public double SuccessProbability { get; init; } = 0.8;

    /// <summary>The number of distinct environments.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>ε_P: the weight of the type's own kernel in the mixture.</summary>
    [Between(0, 1)] public double EpsilonP { get; init; }

    /// <summary>Seed of the environment, separate from the runs' seeds.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <inheritdoc/>
    public EnvironmentSize? Size => new EnvironmentSize((long)Rows * Columns, Actions, Types) { Successors = 5 };

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount)
    {
        var grid = new Grid(Rows, Columns, Walls);
        int start = grid.StateOf(Start, "environment.start");
        int goal = grid.StateOf(Goal, "environment.goal");
        int[][] neighbours = grid.Neighbours();
        var common = Fill(neighbours, goal, FillMove);
        var types = Enumerable.Range(1, Types).Select(
            type => Mixture.Of($"type{type}", common, Draw(type, neighbours, goal), EpsilonP, epsilonR: 0));
        return new EnvironmentSet(discount ?? 0.99, Probabilities.PointMass(grid.Cells, start), [.. types]);
    }

    /// <inheritdoc/>
    public GridMap Map()
    {
        var grid = new Grid(Rows, Columns, Walls);
        var marks = ImmutableDictionary<int, string>.Empty.SetItem(grid.StateOf(Start, "environment.start"), "start");
        return grid.Map(marks.SetItem(grid.StateOf(Goal, "environment.goal"), "goal"));
    }

    private delegate void RowFiller(TransitionKernelBuilder kernel, int state, int action, int[] neighbours);

    private static MarkovDecisionProcess Fill(int[][] neighbours, int goal, RowFiller fill)
    {
        var kernel = new TransitionKernelBuilder(neighbours.Length, Actions, 4L * neighbours.Length * Actions);
        for (int s = 0; s < neighbours.Length; s++)
        {
            for (int a = 0; a < Actions; a++)
            {
                fill(kernel, s, a, neighbours[s]);
                kernel.EndRow();
            }
        }

        var rewards = new double[neighbours.Length * Actions];
        rewards.AsSpan(goal * Actions, Actions).Fill(1);
        return new MarkovDecisionProcess("gridworld", kernel.Build(), rewards);
    }

    private void FillMove(TransitionKernelBuilder kernel, int state, int action, int[] neighbours)
    {
        int target = neighbours[action] >= 0 ? neighbours[action] : state;
        int others = 0;
        foreach (int cell in neighbours) others += cell >= 0 && cell != target ? 1 : 0;
        kernel.Add(target, others == 0 ? 1 : SuccessProbability);
        foreach (int cell in neighbours)
            if (cell >= 0 && cell != target) kernel.Add(cell, (1 - SuccessProbability) / others);
    }

    private MarkovDecisionProcess Draw(int type, int[][] neighbours, int goal)
    {
        var random = RandomStreams.For(StreamPurpose.Environment, (ulong)Seed, agent: type);
        var weights = new double[Actions];
        return Fill(neighbours, goal, (kernel, state, _, cells) =>
        {
            int free = cells.Length - cells.AsSpan().Count(-1);
            var row = weights.AsSpan(0, Math.Max(free, 1));
            Probabilities.FillFromSimplex(row, ref random);
            if (free == 0) kernel.Add(state, row[0]);
            int next = 0;
            foreach (int cell in cells)
                if (cell >= 0) kernel.Add(cell, row[next++]);
        });
    }
}

using System.Collections.Immutable;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>
/// The windy cliff of Jin et al. (AISTATS 2022). State y·X + x is column x of row y. Row 0 is the lowest; it holds the start (x = 0),
/// the cliff (1 ≤ x ≤ X−2) and the goal (x = X−1). Wind blows down, towards the cliff.
/// <para>The actions are up, down, left and right. "Down" is certain; any other action succeeds with probability 1−θ/3 and moves down
/// with probability θ/3. A move out of the grid stays in place. From the cliff and from the goal every action returns to the
/// start.</para>
/// <para>Rewards by state: −100 on the cliff, 100 in the goal, −1 elsewhere. Types: P_j = (1−κ) P(0.5) + κ P(θ_j) with
/// θ_j ~ U(0,1).</para>
/// </summary>
public sealed record WindyCliffEnvironment : IGridDefinition
{
    private const int Actions = 4;
    private const int Down = 1;
    private const double CommonWind = 0.5;

    /// <summary>(x, y) of up, down, left and right.</summary>
    private static readonly (int X, int Y)[] _moves = [(0, 1), (0, -1), (-1, 0), (1, 0)];

    /// <summary>X: the number of columns; a cliff needs at least three.</summary>
    [AtLeast(3)] public int Width { get; init; } = 4;

    /// <summary>Y: the number of rows; a path around the cliff needs at least two.</summary>
    [AtLeast(2)] public int Height { get; init; } = 4;

    /// <summary>The number of distinct environments.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>κ: the weight of the kernel with the type's own wind in the mixture.</summary>
    [Between(0, 1)] public double Kappa { get; init; } = 0.5;

    /// <summary>Seed of the environment, separate from the runs' seeds.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <inheritdoc/>
    public EnvironmentSize? Size => new EnvironmentSize((long)Width * Height, Actions, Types) { Successors = 2 };

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount)
    {
        var common = WithWind(CommonWind);
        var types = Enumerable.Range(1, Types).Select(
            type => Mixture.Of($"type{type}", common, WithWind(DrawWind(type)), Kappa, epsilonR: 0));
        return new EnvironmentSet(discount ?? 0.95, Probabilities.PointMass(common.States, 0), [.. types]);
    }

    /// <inheritdoc/>
    public GridMap Map() => new()
    {
        Rows = Height,
        Columns = Width,
        Cells = [.. Enumerable.Range(0, Width * Height).Select(state => (Height - 1 - state / Width, state % Width))],
        Directions = [.. _moves.Select(move => (-move.Y, move.X))],
        Marks = Enumerable.Range(1, Width - 2).Select(x => KeyValuePair.Create(x, "cliff"))
            .Append(KeyValuePair.Create(0, "start")).Append(KeyValuePair.Create(Width - 1, "goal")).ToImmutableDictionary(),
    };

    /// <summary>θ of a type.</summary>
    internal double DrawWind(int type) => RandomStreams.For(StreamPurpose.Environment, (ulong)Seed, agent: type).NextDouble();

    private MarkovDecisionProcess WithWind(double wind)
    {
        KernelForm.RequirePairs((long)Width * Height, Actions);
        var kernel = new TransitionKernelBuilder(Width * Height, Actions, 2L * Width * Height * Actions);
        var rewards = new double[Width * Height * Actions];
        for (int state = 0; state < Width * Height; state++)
        {
            bool isGoal = state == Width - 1;
            bool isCliff = state > 0 && state < Width - 1;
            rewards.AsSpan(state * Actions, Actions).Fill(isCliff ? -100 : isGoal ? 100 : -1);
            for (int action = 0; action < Actions; action++)
            {
                double blown = action == Down ? 0 : wind / 3;
                if (isCliff || isGoal) kernel.Add(0, 1);
                else
                {
                    kernel.Add(After(state, action), 1 - blown);
                    kernel.Add(After(state, Down), blown);
                }

                kernel.EndRow();
            }
        }

        return new MarkovDecisionProcess("windy-cliff", kernel.Build(), rewards);
    }

    private int After(int state, int action)
    {
        int x = state % Width + _moves[action].X;
        int y = state / Width + _moves[action].Y;
        return x >= 0 && x < Width && y >= 0 && y < Height ? y * Width + x : state;
    }
}

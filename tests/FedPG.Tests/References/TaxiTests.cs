using System.Diagnostics;
using FedPG.Environments;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Tests.References;

/// <summary>Taxi (Dietterich 2000): 500 states, 6 actions, three types that differ in how often a move slips.</summary>
public class TaxiTests
{
    private const int States = 500;
    private const int Actions = 6;
    private const double Discount = 0.99;

    private static readonly (int Row, int Column)[] Places = [(0, 0), (0, 4), (4, 0), (4, 3)];

    /// <summary>The cells with a wall to their right.</summary>
    private static readonly (int Row, int Column)[] Walls = [(0, 1), (1, 1), (3, 0), (4, 0), (3, 2), (4, 2)];

    [Fact]
    public void Taxis_of_three_types_are_scored_and_bounded_within_seconds()
    {
        var watch = Stopwatch.StartNew();
        var set = new EnvironmentSet(Discount, Start(), [Taxi(0), Taxi(0.1), Taxi(0.2)]);
        set.Types.ShouldAllBe(type => type.Kernel.IsSparse);
        var values = ReferenceValues.Compute(set, agents: 3);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), "a stalled machine included; it takes a few");
        double[] optimum = PolicyIteration.Solve(set.Types[0], Discount).Values;
        double[] found = ValueIteration(slip: 0);
        for (int s = 0; s < States; s++) optimum[s].ShouldBe(found[s], 1e-9);
        values.PerEnvironmentOptima[0].ShouldBe(Enumerable.Range(0, States).Sum(s => set.InitialDistribution[s] * found[s]), 1e-9);
        values.BestStationary!.Value.ShouldBeInRange(values.BestDeterministic!.Value - 1e-9, values.UpperBound!.Value);
        var uniform = new FederatedObjective(set, 3).Score(new FedPG.Policies.SoftmaxPolicy(States, Actions), 0);
        uniform.Objective.ShouldBeLessThan(values.UpperBound!.Value);
    }

    /// <summary>A taxi whose moves fail with a probability; it stays then.</summary>
    private static MarkovDecisionProcess Taxi(double slip)
    {
        var kernel = new TransitionKernelBuilder(States, Actions);
        var rewards = new double[States * Actions];
        for (int state = 0; state < States; state++)
        {
            for (int action = 0; action < Actions; action++)
            {
                var (next, reward) = Step(state, action);
                double fails = action < 4 ? slip : 0;
                kernel.Add(next, 1 - fails);
                kernel.Add(state, fails);
                kernel.EndRow();
                rewards[state * Actions + action] = reward;
            }
        }

        return new MarkovDecisionProcess($"taxi, slip {slip}", kernel.Build(), rewards);
    }

    /// <summary>The rules. Delivered passengers stay delivered: the taxi waits with reward 0.</summary>
    private static (int Next, double Reward) Step(int state, int action)
    {
        int target = state % 4, passenger = state / 4 % 5, column = state / 20 % 5, row = state / 100;
        if (passenger == target) return (state, 0);
        var here = (row, column);
        switch (action)
        {
            case 0: return (Encode(Math.Min(row + 1, 4), column, passenger, target), -1);
            case 1: return (Encode(Math.Max(row - 1, 0), column, passenger, target), -1);
            case 2: return (Encode(row, Walls.Contains(here) ? column : Math.Min(column + 1, 4), passenger, target), -1);
            case 3:
                bool isBlocked = column == 0 || Walls.Contains((row, column - 1));
                return (Encode(row, isBlocked ? column : column - 1, passenger, target), -1);
            case 4: return passenger < 4 && here == Places[passenger] ? (Encode(row, column, 4, target), -1) : (state, -10);
            default: return passenger == 4 && here == Places[target] ? (Encode(row, column, target, target), 20) : (state, -10);
        }
    }

    private static int Encode(int row, int column, int passenger, int target) => ((row * 5 + column) * 5 + passenger) * 4 + target;

    private static double[] Start()
    {
        double[] start = new double[States];
        for (int s = 0; s < States; s++)
            if (s / 4 % 5 < 4 && s / 4 % 5 != s % 4) start[s] = 1;
        Probabilities.Normalize(start);
        return start;
    }

    private static double[] ValueIteration(double slip)
    {
        var values = new double[States];
        for (double change = 1; change > 1e-13;)
        {
            change = 0;
            for (int s = 0; s < States; s++)
            {
                double best = Enumerable.Range(0, Actions).Max(a =>
                {
                    var (next, reward) = Step(s, a);
                    double fails = a < 4 ? slip : 0;
                    return reward + Discount * ((1 - fails) * values[next] + fails * values[s]);
                });
                (change, values[s]) = (Math.Max(change, Math.Abs(best - values[s])), best);
            }
        }

        return values;
    }
}

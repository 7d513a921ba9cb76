using System.Diagnostics;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>
/// Taxi (Dietterich 2000) as Gymnasium has it, 500 states and 6 actions, in three types that differ in how often a move fails.
/// </summary>
public class TaxiTests : Workspace
{
    private const int States = 500;
    private const double Discount = 0.99;

    private static readonly double[] Slips = [0, 0.1, 0.2];

    private static readonly (int Row, int Column)[] Places = [(0, 0), (0, 4), (4, 0), (4, 3)];

    /// <summary>The cells with a wall to their right.</summary>
    private static readonly (int Row, int Column)[] Walls = [(0, 1), (1, 1), (3, 0), (4, 0), (3, 2), (4, 2)];

    [Fact]
    public async Task Taxis_of_three_types_are_described_within_seconds_and_their_optima_are_those_of_value_iteration()
    {
        string[] files = [.. Slips.Select((slip, type) => Write($"taxi{type}.gym.json", Table(slip)))];
        var watch = Stopwatch.StartNew();
        var tool = await Tool.RunAsync(["describe", "--mdp", .. files, "--discount", "0.99", "--json"]);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), "a stalled machine included; it takes a few");
        tool.Code.ShouldBe(0, tool.Error);
        var described = tool.Json;

        // A state is added in which all episodes end, as the state of a delivered passenger has actions of its own.
        described.GetProperty("states").GetInt32().ShouldBe(States + 1);
        described.GetProperty("types").GetInt32().ShouldBe(Slips.Length);
        described.GetProperty("transitions").GetProperty("mostSuccessors").GetInt32().ShouldBe(2);
        described.GetProperty("transitions").GetProperty("reachableStates").GetInt32().ShouldBe(401);
        double[] optima = [.. Slips.Select(slip => Start().Zip(Optimum(slip), (start, value) => start * value).Sum())];
        var values = described.GetProperty("referenceValues");
        values.GetProperty("perEnvironmentOptima").EnumerateArray().Select(value => value.GetDouble()).ShouldBe(optima, 1e-9);
        double bound = values.GetProperty("upperBound").GetDouble();
        double best = values.GetProperty("bestDeterministic").GetProperty("value").GetDouble();
        bound.ShouldBe(optima.Average(), 1e-9);
        values.GetProperty("bestStationary").GetProperty("value").GetDouble().ShouldBeInRange(best - 1e-9, bound);
    }

    /// <summary>The rules: the next state, the reward, and whether the episode ends.</summary>
    private static (int Next, double Reward, bool Ends) Step(int state, int action)
    {
        int target = state % 4, passenger = state / 4 % 5, column = state / 20 % 5, row = state / 100;
        var here = (row, column);
        switch (action)
        {
            case 0: return (Encode(Math.Min(row + 1, 4), column, passenger, target), -1, false);
            case 1: return (Encode(Math.Max(row - 1, 0), column, passenger, target), -1, false);
            case 2: return (Encode(row, Walls.Contains(here) ? column : Math.Min(column + 1, 4), passenger, target), -1, false);
            case 3:
                bool isBlocked = column == 0 || Walls.Contains((row, column - 1));
                return (Encode(row, isBlocked ? column : column - 1, passenger, target), -1, false);
            case 4:
                bool isTaken = passenger < 4 && here == Places[passenger];
                return isTaken ? (Encode(row, column, 4, target), -1, false) : (state, -10, false);
            default:
                int place = passenger == 4 ? Array.IndexOf(Places, here) : -1;
                return place < 0 ? (state, -10, false)
                    : (Encode(row, column, place, target), place == target ? 20 : -1, place == target);
        }
    }

    private static int Encode(int row, int column, int passenger, int target) => ((row * 5 + column) * 5 + passenger) * 4 + target;

    /// <summary>The passenger waits at one of the places, and wants to go to another one.</summary>
    private static double[] Start() =>
        [.. Enumerable.Range(0, States).Select(state => state / 4 % 5 < 4 && state / 4 % 5 != state % 4 ? 1 / 300.0 : 0)];

    /// <summary>The file; a move that fails leaves the taxi where it is.</summary>
    private static string Table(double slip)
    {
        var table = Enumerable.Range(0, States).Select(state => Enumerable.Range(0, 6).Select(action =>
        {
            var (next, reward, ends) = Step(state, action);
            object[] moved = [1 - Fails(action, slip), next, reward, ends], stayed = [slip, state, reward, false];
            return Fails(action, slip) > 0 ? [moved, stayed] : (object[][])[moved];
        }));
        return JsonSerializer.Serialize(new { format = "gymnasium-P/1", initial = Start(), P = table });
    }

    private static double Fails(int action, double slip) => action < 4 ? slip : 0;

    private static double[] Optimum(double slip)
    {
        var values = new double[States];
        for (double change = 1; change > 1e-13;)
        {
            change = 0;
            for (int state = 0; state < States; state++)
            {
                double best = Enumerable.Range(0, 6).Max(action =>
                {
                    var (next, reward, ends) = Step(state, action);
                    double fails = Fails(action, slip);
                    return reward + Discount * ((1 - fails) * (ends ? 0 : values[next]) + fails * values[state]);
                });
                (change, values[state]) = (Math.Max(change, Math.Abs(best - values[state])), best);
            }
        }

        return values;
    }
}

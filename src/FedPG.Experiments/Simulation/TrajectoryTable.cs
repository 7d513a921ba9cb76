using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Trajectories;
using FedPG.Environments;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Simulation;

/// <summary>Trajectories as text: the steps of one, or one row per episode; long tables have their beginning and end.</summary>
/// <param name="Title">The environment.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The cells, [rows][columns].</param>
/// <param name="Summary">The length and the returns.</param>
internal sealed record TrajectoryTable(string Title, ImmutableArray<string> Columns, ImmutableArray<string[]> Rows, string Summary)
{
    private const int First = 24;
    private const int Last = 8;

    /// <summary>With more variables, a state or an action is one column.</summary>
    private const int MostColumns = 8;

    /// <summary>The table of some trajectories.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="trajectories">At least one.</param>
    public static TrajectoryTable Of(SimulatedEnvironment environment, ImmutableArray<Trajectory> trajectories)
    {
        string? type = environment.TypeName == environment.Shape.Name ? null : environment.TypeName;
        string name = type is null ? environment.Shape.Name : $"{environment.Shape.Name}, {type}";
        string title = string.Create(
            CultureInfo.InvariantCulture, $"{name} (type {environment.Type}, discount {environment.Control.Discount})");
        return trajectories is [var only] ? OfSteps(title, only, environment.Finite) : OfEpisodes(title, trajectories);
    }

    private static TrajectoryTable OfSteps(string title, Trajectory trajectory, EnvironmentSet? finite)
    {
        bool isWide = trajectory.ActionDimension + trajectory.StateDimension > MostColumns;
        string[] actions = Names("action", isWide ? 1 : trajectory.ActionDimension);
        string[] states = Names("state", isWide ? 1 : trajectory.StateDimension);
        string[] start = ["0", .. actions.Select(_ => ""), .. State(0), ""];
        var steps = Shortened(trajectory.Length, t =>
        [
            Text(t + 1), .. Named(finite?.ActionNames ?? [], trajectory.Action(t), isWide), .. State(t + 1), Cell(trajectory.Reward(t)),
        ]);
        string summary = $"{Count(trajectory.Length)}, {(trajectory.Ended ? "ended" : "not ended")}; return "
            + $"{NumberText.Value(trajectory.Return)}, undiscounted {NumberText.Value(trajectory.UndiscountedReturn)}";
        return new TrajectoryTable(title, ["step", .. actions, .. states, "reward"], [start, .. steps], summary);

        string[] State(int step) => Named(finite?.StateNames ?? [], trajectory.State(step), isWide);
    }

    private static TrajectoryTable OfEpisodes(string title, ImmutableArray<Trajectory> all)
    {
        var rows = Shortened(all.Length, i =>
        [
            Text(i), Text(all[i].Length), all[i].Ended ? "yes" : "no", NumberText.Value(all[i].Return),
            NumberText.Value(all[i].UndiscountedReturn),
        ]);
        string summary = $"{Text(all.Length)} episodes, {Text(all.Count(one => one.Ended))} ended; mean length "
            + $"{NumberText.Value(all.Average(one => one.Length))}, mean return {NumberText.Value(all.Average(one => one.Return))}, "
            + $"undiscounted {NumberText.Value(all.Average(one => one.UndiscountedReturn))}";
        return new TrajectoryTable(title, ["episode", "steps", "ended", "return", "undiscounted return"], [.. rows], summary);
    }

    private static IEnumerable<string[]> Shortened(int count, Func<int, string[]> row)
    {
        bool isLong = count > First + Last;
        for (int i = 0; i < count; i++)
        {
            if (isLong && i == First) yield return ["…"];
            if (!isLong || i < First || i >= count - Last) yield return row(i);
        }
    }

    private static string[] Names(string name, int count) =>
        count == 1 ? [name] : [.. Enumerable.Range(1, count).Select(i => $"{name} {Text(i)}")];

    /// <summary>The name of a numbered state or action, if there are names.</summary>
    private static string[] Named(ImmutableArray<string> names, ReadOnlySpan<double> numbers, bool isWide) =>
        names.IsEmpty ? Cells(numbers, isWide) : [names[(int)numbers[0]]];

    private static string[] Cells(ReadOnlySpan<double> numbers, bool isWide)
    {
        string[] texts = [.. numbers.ToArray().Select(number => Cell(number))];
        return isWide ? [$"({string.Join(", ", texts)})"] : texts;
    }

    /// <summary>Numbers of states and actions, and whole rewards, without decimals.</summary>
    private static string Cell(double number) => double.IsInteger(number) && Math.Abs(number) < 1e6
        ? number.ToString("0", CultureInfo.InvariantCulture).Replace('-', '−')
        : NumberText.Value(number);

    private static string Count(int steps) => steps == 1 ? "1 step" : $"{Text(steps)} steps";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

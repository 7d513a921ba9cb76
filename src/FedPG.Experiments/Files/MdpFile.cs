using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>
/// Environment files, <c>fedpg-mdp/1</c>: <c>discount</c>, <c>initialDistribution</c> [S], optionally <c>evaluationDistribution</c> [S],
/// and <c>environments</c>, each with <c>name</c>, <c>transitions</c> [S][A][S] and <c>rewards</c> [S][A]; optionally <c>stateNames</c>
/// [S] and <c>actionNames</c> [A], which reports show.
/// </summary>
public static class MdpFile
{
    /// <summary>The format's name.</summary>
    public const string Format = "fedpg-mdp/1";

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="discount">γ, to replace the file's own; or null.</param>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names the place.</exception>
    public static EnvironmentSet Read(string path, double? discount = null) =>
        JsonInput.Read(path, Format, root => Environments(root, discount));

    private static EnvironmentSet Environments(JsonElement root, double? discount)
    {
        var sums = new RowSums();
        JsonInput.RequireFormat(root, Format);
        var members = JsonInput.Members(
            root, "the file", ["format", "discount", "initialDistribution", "environments"],
            "evaluationDistribution", "stateNames", "actionNames");
        double own = JsonInput.Number(members["discount"], "discount");
        if (own is not (> 0 and < 1))
        {
            throw new SpecificationException("discount", JsonInput.Found(members["discount"]), "a number between 0 and 1, both excluded");
        }

        double[] initial = Row(members["initialDistribution"], "initialDistribution", sums);
        if (initial.Length == 0) throw new SpecificationException("initialDistribution", "no states", "at least 1 state");
        double[]? evaluation = members.TryGetValue("evaluationDistribution", out var given)
            ? Row(given, "evaluationDistribution", sums)
            : null;
        var environments = JsonInput.List(members["environments"], "environments", "a list of environments");
        if (environments.Length == 0) throw new SpecificationException("environments", "an empty list", "at least one environment");
        MarkovDecisionProcess[] types = [.. environments.Select((element, i) => Process(element, i, initial.Length, sums))];
        return new EnvironmentSet(discount ?? own, initial, types, evaluation)
        {
            Notices = sums.Notices,
            TypeNames = [.. types.Select(type => type.Name)],
            StateNames = Names(members, "stateNames", initial.Length, "one per state"),
            ActionNames = Names(members, "actionNames", types[0].Actions, "one per action"),
        };
    }

    private static ImmutableArray<string> Names(Dictionary<string, JsonElement> members, string key, int count, string why)
    {
        if (!members.TryGetValue(key, out var given)) return [];
        var names = JsonInput.List(given, key, "a list of names");
        RequireLength(names.Length, count, key, "name", "names", why);
        return [.. names.Select((name, i) => OneLine.Of(JsonInput.Text(name, $"{key}, entry {Text(i)}")))];
    }

    private static MarkovDecisionProcess Process(JsonElement element, int index, int states, RowSums sums)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"environment {index}");
        var members = JsonInput.Members(element, place, ["name", "transitions", "rewards"]);
        string name = OneLine.Of(JsonInput.Text(members["name"], $"{place}, name"));
        place = $"environment '{name}'";
        var kernel = States(members["transitions"], $"{place}, transitions", states);
        var rewards = States(members["rewards"], $"{place}, rewards", states);
        int actions = CountActions(kernel[0], $"{place}, state 0, transitions");
        var transitions = new List<double>(states * actions * states);
        var means = new List<double>(states * actions);
        for (int s = 0; s < states; s++)
        {
            string state = string.Create(CultureInfo.InvariantCulture, $"{place}, state {s}");
            var rows = JsonInput.List(kernel[s], $"{state}, transitions", "a list of rows, one per action");
            RequireLength(rows.Length, actions, $"{state}, transitions", "action", "actions", "as in state 0");
            for (int a = 0; a < actions; a++)
            {
                string row = string.Create(CultureInfo.InvariantCulture, $"{state}, action {a}, transitions");
                double[] next = Row(rows[a], row, sums);
                RequireLength(next.Length, states, row, "entry", "entries", "one per state");
                transitions.AddRange(next);
            }

            double[] reward = JsonInput.Numbers(rewards[s], $"{state}, rewards");
            RequireLength(reward.Length, actions, $"{state}, rewards", "entry", "entries", "one per action");
            means.AddRange(reward);
        }

        return new MarkovDecisionProcess(name, states, actions, [.. transitions], [.. means]);
    }

    private static double[] Row(JsonElement element, string place, RowSums sums)
    {
        double[] row = JsonInput.Numbers(element, place);
        sums.Correct(row, place);
        return row;
    }

    private static JsonElement[] States(JsonElement element, string place, int states)
    {
        var list = JsonInput.List(element, place, "a list with one entry per state");
        RequireLength(list.Length, states, place, "state", "states", "the length of initialDistribution");
        return list;
    }

    private static int CountActions(JsonElement state, string place)
    {
        int actions = JsonInput.List(state, place, "a list of rows, one per action").Length;
        return actions >= 2
            ? actions
            : throw new SpecificationException(place, JsonInput.Count(actions, "action", "actions"), "at least 2 actions");
    }

    private static void RequireLength(int found, int expected, string place, string one, string many, string why)
    {
        if (found != expected) throw new SpecificationException(place, JsonInput.Count(found, one, many), $"{Text(expected)}, {why}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

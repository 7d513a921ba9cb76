using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>The format <c>fedpg-mdp/1</c>, as of <see cref="MdpFile"/>.</summary>
internal sealed class MdpFileFormat : IMdpFormat
{
    /// <inheritdoc/>
    public string Name => MdpFile.Format;

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings => [".mdp.json", ".json"];

    /// <inheritdoc/>
    public MdpContents? Holds => MdpContents.All;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content) =>
        fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || content.TrimStart(" \t\r\n\ufeff"u8).StartsWith("{"u8);

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source) => JsonInput.Parse(source.Content, MdpFile.Format, Document);

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name) =>
        [new MdpOutput(name, MdpFileText.Of(environments))];

    private static MdpDocument Document(JsonElement root)
    {
        JsonInput.RequireFormat(root, MdpFile.Format);
        var members = JsonInput.Members(
            root, "the file", ["format", "discount", "initialDistribution", "environments"],
            "evaluationDistribution", "stateNames", "actionNames");
        double own = JsonInput.Number(members["discount"], "discount");
        if (own is not (> 0 and < 1))
        {
            throw new SpecificationException("discount", JsonInput.Found(members["discount"]), "a number between 0 and 1, both excluded");
        }

        double[] initial = JsonInput.Numbers(members["initialDistribution"], "initialDistribution");
        if (initial.Length == 0) throw new SpecificationException("initialDistribution", "no states", "at least 1 state");
        double[] evaluation = members.TryGetValue("evaluationDistribution", out var given)
            ? JsonInput.Numbers(given, "evaluationDistribution")
            : [];
        if (members.ContainsKey("evaluationDistribution"))
            RequireLength(evaluation.Length, initial.Length, "evaluationDistribution", "entries", "entries", "one per state");
        var environments = JsonInput.List(members["environments"], "environments", "a list of environments");
        if (environments.Length == 0) throw new SpecificationException("environments", "an empty list", "at least one environment");
        MdpTable[] types = [.. environments.Select((element, i) => Table(element, i, initial.Length))];
        return new MdpDocument
        {
            Types = [.. types],
            Discount = own,
            Start = [.. initial],
            Evaluation = [.. evaluation],
            StateNames = Names(members, "stateNames", initial.Length, "one per state"),
            ActionNames = Names(members, "actionNames", types[0].MostChoices, "one per action"),
            StartKey = "initialDistribution",
            EvaluationKey = "evaluationDistribution",
        };
    }

    private static ImmutableArray<string> Names(Dictionary<string, JsonElement> members, string key, int count, string why)
    {
        if (!members.TryGetValue(key, out var given)) return [];
        var names = JsonInput.List(given, key, "a list of names");
        RequireLength(names.Length, count, key, "name", "names", why);
        return [.. names.Select((name, i) => OneLine.Of(JsonInput.Text(name, $"{key}, entry {Text(i)}")))];
    }

    private static MdpTable Table(JsonElement element, int index, int states)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"environment {index}");
        var members = JsonInput.Members(element, place, ["name", "transitions", "rewards"]);
        string name = OneLine.Of(JsonInput.Text(members["name"], $"{place}, name"));
        place = $"environment '{name}'";
        var kernel = States(members["transitions"], $"{place}, transitions", states);
        var rewards = States(members["rewards"], $"{place}, rewards", states);
        int actions = CountActions(kernel[0], $"{place}, state 0, transitions");
        var table = new MdpTableBuilder(name, states);
        for (int s = 0; s < states; s++)
        {
            string state = string.Create(CultureInfo.InvariantCulture, $"{place}, state {s}");
            var rows = JsonInput.List(kernel[s], $"{state}, transitions", "a list of rows, one per action");
            RequireLength(rows.Length, actions, $"{state}, transitions", "action", "actions", "as in state 0");
            double[] reward = JsonInput.Numbers(rewards[s], $"{state}, rewards");
            RequireLength(reward.Length, actions, $"{state}, rewards", "entry", "entries", "one per action");
            for (int a = 0; a < actions; a++)
            {
                string row = string.Create(CultureInfo.InvariantCulture, $"{state}, action {a}, transitions");
                double[] next = JsonInput.Numbers(rows[a], row);
                RequireLength(next.Length, states, row, "entry", "entries", "one per state");
                table.AddChoice(s, reward[a]);
                table.AddRow(next);
            }
        }

        return table.Build();
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

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>Reads a file <c>fedpg-mdp/1</c> token by token, so that memory grows with what the file lists and not with the file.</summary>
/// <param name="json">The file.</param>
internal sealed class MdpFileReader(JsonTokens json)
{
    /// <summary>The key of a distribution of the first state, of all environments or of one.</summary>
    public const string Initial = "initialDistribution";
    private const string Evaluation = "evaluationDistribution";
    private const string Terminal = "terminalStates";
    private const string Row = "a list of numbers, an object {\"state\": number} or pairs [state, number]";

    private static readonly string[] Required = ["format", "discount", "environments"];

    private readonly RowReader _rows = new(json);
    private readonly List<MdpTypeReader> _readers = [];
    private readonly List<MdpTable> _types = [];
    private readonly Dictionary<string, ListedRows> _distributions = [];
    private readonly Dictionary<string, ImmutableArray<string>> _names = [];
    private SortedSet<int> _terminal = [];
    private double _discount;

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="SpecificationException">The file is not valid; the message is one line and names the place.</exception>
    public MdpDocument Read()
    {
        json.Read();
        if (json.Kind != JsonTokenType.StartObject)
            throw new SpecificationException("the file", json.Found(), $"an object with \"format\": \"{MdpFile.Format}\"");
        var members = new JsonMembers(json, "the file", Required, Initial, Evaluation, Terminal, "stateNames", "actionNames");
        while (members.Next() is { } key) ReadMember(key);
        json.Read();
        int states = _types[0].States;
        RequireActions(states);
        return new MdpDocument
        {
            Types = [.. _types],
            Shares = MdpFileShares.Of(_readers),
            Discount = _discount,
            TerminalStates = [.. _terminal],
            Notes = TerminalNotes(),
            Start = [.. Start(states)],
            Evaluation = _distributions.TryGetValue(Evaluation, out var evaluation) ? [.. evaluation.Full(0, states)] : [],
            StateNames = Names("stateNames", states, "one per state"),
            ActionNames = Names("actionNames", _types.Max(type => type.MostChoices), "one per action"),
            StartKey = Initial,
            EvaluationKey = Evaluation,
        };
    }

    /// <summary>The distribution of the first state, or the mean of the environments' own ones.</summary>
    private double[] Start(int states)
    {
        if (_distributions.TryGetValue(Initial, out var start)) return start.Full(0, states);
        if (_types.Exists(type => type.Start.IsEmpty))
            throw new SpecificationException("the file", $"no key \"{Initial}\"", $"the key, or {Initial} in every environment");
        return [.. Enumerable.Range(0, states).Select(s => _types.Average(type => type.Start[s]))];
    }

    private void ReadMember(string key)
    {
        switch (key)
        {
            case "format":
                if (!json.Is("fedpg-mdp/1"u8)) throw new SpecificationException("format", json.Found(), $"\"{MdpFile.Format}\"");
                break;
            case "discount":
                ReadDiscount();
                break;
            case Initial or Evaluation:
                _distributions[key] = Distribution(key);
                break;
            case Terminal:
                ReadTerminal();
                break;
            case "environments":
                ReadEnvironments();
                break;
            default:
                _names[key] = ReadNames(key);
                break;
        }
    }

    private void ReadDiscount()
    {
        if (!json.IsFinite(out _discount)) throw new SpecificationException("discount", json.Found(), "a finite number");
        if (_discount is not (> 0 and <= 1))
            throw new SpecificationException("discount", json.Found(), "a number above 0 and at most 1");
    }

    private ListedRows Distribution(string key)
    {
        var row = new ListedRows();
        int? length = _rows.Read(row, new RowPlace("", -1, -1, key), Row);
        if (length == 0) throw new SpecificationException(key, "no states", "at least 1 state");
        if (_rows.States is null && length is { } states) _rows.Require(states);
        return row;
    }

    private void ReadEnvironments()
    {
        if (json.Kind != JsonTokenType.StartArray) throw new SpecificationException("environments", json.Found(), "a list of environments");
        while (json.Read() && json.Kind != JsonTokenType.EndArray)
        {
            var reader = new MdpTypeReader(json, _rows, _readers.Count);
            _readers.Add(reader);
            _types.Add(reader.Read());
            RequireSameActions(reader, _readers[0]);
        }

        if (_types.Count == 0) throw new SpecificationException("environments", "an empty list", "at least one environment");
    }

    private static void RequireSameActions(MdpTypeReader environment, MdpTypeReader first)
    {
        for (int s = 0; s < first.Actions.Count; s++)
        {
            if (environment.Actions[s] == first.Actions[s]) continue;
            throw new SpecificationException(
                $"{new RowPlace($"environment '{environment.Name}'", s, -1, "transitions")}",
                JsonInput.Count(environment.Actions[s], "action", "actions"),
                $"{Text(first.Actions[s])}, as in environment '{first.Name}'");
        }
    }

    private void ReadTerminal()
    {
        if (json.Kind != JsonTokenType.StartArray) throw new SpecificationException(Terminal, json.Found(), "a list of states");
        while (json.Read() && json.Kind != JsonTokenType.EndArray)
        {
            int? state = json.Kind == JsonTokenType.Number ? json.Index() : null;
            if (state is null || !_terminal.Add(state.Value))
                throw new SpecificationException(Terminal, json.Found(), "numbers of states, each once");
        }
    }

    /// <summary>Every state but a terminal one has actions.</summary>
    private void RequireActions(int states)
    {
        if (_terminal.Count > 0 && _terminal.Max >= states)
            throw new SpecificationException(Terminal, Text(_terminal.Max), $"states from 0 to {Text(states - 1)}");
        for (int s = 0; s < states; s++)
        {
            if (_readers[0].Actions[s] > 0 || _terminal.Contains(s)) continue;
            throw new SpecificationException(
                $"{new RowPlace($"environment '{_readers[0].Name}'", s, -1, "transitions")}", "0 actions",
                $"at least 1 action, or the state among {Terminal}");
        }
    }

    /// <summary>What the file gives for terminal states and what has no effect, in one sentence.</summary>
    private ImmutableArray<string> TerminalNotes()
    {
        int ignored = _terminal.Count(s => _types.Exists(type => !Absorbs(type, s)));
        return ignored == 0
            ? []
            : [$"{JsonInput.Count(ignored, "terminal state has", "terminal states have")} transitions or rewards in the file, "
                + "which have no effect: no reward follows the end of an episode"];
    }

    private static bool Absorbs(MdpTable type, int state)
    {
        for (int choice = type.FirstChoice(state); choice < type.FirstChoice(state + 1); choice++)
        {
            if (type.RewardOf(choice) != 0 || type.Rewards(choice).ContainsAnyExcept(0.0)) return false;
            if (type.Successors(choice).ContainsAnyExcept(state)) return false;
        }

        return true;
    }

    private ImmutableArray<string> ReadNames(string key)
    {
        if (json.Kind != JsonTokenType.StartArray) throw new SpecificationException(key, json.Found(), "a list of names");
        var names = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.Kind != JsonTokenType.EndArray)
        {
            string place = $"{key}, entry {Text(names.Count)}";
            if (json.Kind != JsonTokenType.String) throw new SpecificationException(place, json.Found(), "a string");
            names.Add(OneLine.Of(json.Text(place)));
        }

        return names.ToImmutable();
    }

    private ImmutableArray<string> Names(string key, int count, string why)
    {
        if (!_names.TryGetValue(key, out var names)) return [];
        return names.Length == count
            ? names
            : throw new SpecificationException(key, JsonInput.Count(names.Length, "name", "names"), $"{Text(count)}, {why}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

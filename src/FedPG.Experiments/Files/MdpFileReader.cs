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

    /// <summary>The key of the distribution that scores start from.</summary>
    public const string Evaluation = "evaluationDistribution";

    private static readonly string[] Required = ["format", "discount", "environments"];

    private readonly RowReader _rows = new(json);
    private readonly List<MdpTypeReader> _readers = [];
    private readonly List<MdpTable> _types = [];
    private readonly Dictionary<string, ListedRows> _distributions = [];
    private readonly Dictionary<string, ImmutableArray<string>> _names = [];
    private readonly MdpFileEnds _ends = new(json);
    private double _discount;

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="SpecificationException">The file is not valid; the message is one line and names the place.</exception>
    public MdpDocument Read()
    {
        json.Read();
        if (json.Kind != JsonTokenType.StartObject)
            throw new SpecificationException("the file", json.Found(), $"an object with \"format\": \"{MdpFile.Format}\"");
        var members = new JsonMembers(json, "the file", Required, Initial, Evaluation, MdpFileEnds.Key, "stateNames", "actionNames");
        while (members.Next() is { } key) ReadMember(key);
        json.Read();
        int states = _types[0].States;
        _ends.Require(_readers[0], states);
        return new MdpDocument
        {
            Types = [.. _types],
            Shares = MdpFileShares.Of(_readers),
            Discount = _discount,
            TerminalStates = _ends.States,
            Notes = _ends.Notes(_types),
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
            case MdpFileEnds.Key:
                _ends.Read();
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
        int? length = _rows.Read(row, new RowPlace("", -1, -1, key));
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

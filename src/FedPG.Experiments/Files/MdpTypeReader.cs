using System.Globalization;
using System.Text.Json;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>Reads one environment of a file <c>fedpg-mdp/1</c> into lists, which take memory in proportion to what is listed.</summary>
/// <param name="json">The file; the present token begins the environment.</param>
/// <param name="rows">Reads rows; knows S, or learns it here.</param>
/// <param name="index">The environment's number in the file.</param>
internal sealed class MdpTypeReader(JsonTokens json, RowReader rows, int index)
{
    private readonly ListedRows _kernel = new();
    private readonly List<int> _actions = [];
    private readonly MdpRewards _rewards = new();
    private readonly ListedRows _start = new();
    private string _place = string.Create(CultureInfo.InvariantCulture, $"environment {index}");

    /// <summary>The name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The numbers of agents and the weight, where they are given.</summary>
    public (double? Agents, double? Weight) Share { get; private set; }

    /// <summary>The number of actions of each state.</summary>
    public IReadOnlyList<int> Actions => _actions;

    /// <summary>Reads the environment.</summary>
    /// <exception cref="SpecificationException">It is not valid; the message names the place.</exception>
    public MdpTable Read()
    {
        var members = new JsonMembers(
            json, _place, ["name", "transitions", "rewards"], MdpFileShares.Agents, MdpFileShares.Weight, MdpFileReader.Initial).Begin();
        while (members.Next() is { } key)
        {
            if (key == "name") ReadName();
            else if (key == "transitions") ReadKernel();
            else if (key == "rewards") ReadRewards();
            else if (key == MdpFileReader.Initial) rows.Read(_start, new RowPlace(_place, -1, -1, key));
            else if (key == MdpFileShares.Agents) Share = Share with { Agents = MdpFileShares.Count(json, $"{_place}, {key}") };
            else Share = Share with { Weight = MdpFileShares.Positive(json, $"{_place}, {key}") };
        }

        return Table();
    }

    private void ReadName()
    {
        if (json.Kind != JsonTokenType.String) throw new SpecificationException($"{_place}, name", json.Found(), "a string");
        Name = OneLine.Of(json.Text($"{_place}, name"));
        _place = $"environment '{Name}'";
    }

    private void ReadKernel()
    {
        Begin($"{_place}, transitions", "a list with one entry per state");
        for (int s = 0; json.Read() && json.Kind != JsonTokenType.EndArray; s++)
        {
            int before = _kernel.Count;
            Begin(new RowPlace(_place, s, -1, "transitions"), "a list of rows, one per action");
            for (int a = 0; json.Read() && json.Kind != JsonTokenType.EndArray; a++)
                rows.Read(_kernel, new RowPlace(_place, s, a, "transitions"));
            _actions.Add(_kernel.Count - before);
        }

        if (rows.States is null) rows.Require(_actions.Count);
        RequireStates(_actions.Count, "transitions");
    }

    private void ReadRewards()
    {
        Begin($"{_place}, rewards", "a list with one entry per state");
        for (int s = 0; json.Read() && json.Kind != JsonTokenType.EndArray; s++)
        {
            Begin(new RowPlace(_place, s, -1, "rewards"), "a list of numbers, one per action");
            for (int a = 0; json.Read() && json.Kind != JsonTokenType.EndArray; a++)
            {
                if (json.IsFinite(out double reward)) _rewards.Add(reward);
                else if (json.Kind is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    rows.Read(_rewards.OnArrival(), new RowPlace(_place, s, a, "rewards"));
                else throw new SpecificationException(new RowPlace(_place, s, -1, "rewards").Entry(a), json.Found(), "a finite number");
            }

            _rewards.EndState();
        }
    }

    private MdpTable Table()
    {
        RequireStates(_rewards.States, "rewards");
        int[] firstChoice = new int[_actions.Count + 1];
        for (int s = 0; s < _actions.Count; s++)
        {
            firstChoice[s + 1] = firstChoice[s] + _actions[s];
            if (_rewards.CountIn(s) == _actions[s]) continue;
            throw new SpecificationException(
                $"{new RowPlace(_place, s, -1, "rewards")}", JsonInput.Count(_rewards.CountIn(s), "entry", "entries"),
                string.Create(CultureInfo.InvariantCulture, $"{_actions[s]}, one per action"));
        }

        return new MdpTable(
            Name, firstChoice, [.. _kernel.Firsts], [.. _rewards.OfChoices], [], [.. _kernel.States], [.. _kernel.Numbers],
            _rewards.OfTransitions(_kernel), ends: null)
        {
            Start = _start.Count == 0 ? [] : [.. _start.Full(0, _actions.Count)],
        };
    }

    private void Begin<T>(T place, string accepted)
        where T : notnull
    {
        if (json.Kind != JsonTokenType.StartArray) throw new SpecificationException($"{place}", json.Found(), accepted);
    }

    private void RequireStates(int found, string key)
    {
        if (rows.States is not { } states || found == states) return;
        throw new SpecificationException(
            $"{_place}, {key}", JsonInput.Count(found, "state", "states"),
            string.Create(CultureInfo.InvariantCulture, $"{states}, the number of states"));
    }
}

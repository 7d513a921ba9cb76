using System.Collections.Immutable;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>Reads a Cassandra file: the preamble, then the entries <c>T</c>, <c>O</c> and <c>R</c> in any order.</summary>
/// <param name="tokens">The file.</param>
internal sealed class CassandraReader(CassandraTokens tokens)
{
    private readonly Dictionary<string, CassandraNames> _names = [];
    private double? _discount;
    private bool _isCost;
    private double[] _start = [];

    /// <summary>The document.</summary>
    /// <param name="name">The type's name.</param>
    public MdpDocument Document(string name)
    {
        while (!tokens.IsAtEnd && (tokens.IsAtStart || tokens.Peek is "discount" or "values" or "states" or "actions" or "observations"))
            ReadPreamble();
        var (states, actions) = (Required("states"), Required("actions"));
        var observations = _names.GetValueOrDefault("observations");
        MdpSize.RequireTable(states.Count, actions.Count);
        if (observations is not null) MdpSize.RequireTable(Math.Max(states.Count, observations.Count), actions.Count);
        var transitions = new CassandraRows(actions, states, states);
        var observed = observations is null ? null : new CassandraRows(actions, states, observations);
        var rewards = new CassandraRewards(actions, states, observations);
        while (!tokens.IsAtEnd)
        {
            if (tokens.IsAtStart) ReadPreamble();
            else if (tokens.TryTake("T")) transitions.Read(tokens, Start(states.Count));
            else if (tokens.TryTake("R")) rewards.Read(tokens);
            else if (observed is not null && tokens.TryTake("O")) observed.Read(tokens, []);
            else throw tokens.Refused(SourceLines.Shown(tokens.Peek), observed is null ? "T: or R:" : "T:, O: or R:");
        }

        return new MdpDocument
        {
            Types = [Table(name, states, actions, transitions, rewards, observed)],
            Discount = _discount,
            Start = [.. _start],
            IsCost = _isCost,
            StateNames = states.Names,
            ActionNames = actions.Names,
            Notes = observations is null
                ? []
                : ImmutableArray.Create("the file is a POMDP: its observations are left out, and policies see the state"),
        };
    }

    private static MdpTable Table(
        string name, CassandraNames states, CassandraNames actions, CassandraRows transitions, CassandraRewards rewards,
        CassandraRows? observed)
    {
        var table = new MdpTableBuilder(name, states.Count);
        for (int s = 0; s < states.Count; s++)
        {
            for (int a = 0; a < actions.Count; a++)
            {
                double[] row = transitions[a, s] ?? throw new SpecificationException(
                    FormattableString.Invariant($"state {s}, action {a}"), "no transitions", "an entry T for every state and action");
                table.AddChoice(s);
                table.AddRow(row, rewards.Of(a, s, row, observed));
            }
        }

        return table.Build();
    }

    private void ReadPreamble()
    {
        if (tokens.IsAtStart)
        {
            ReadStart();
            return;
        }

        string key = tokens.Next("");
        tokens.Require(":");
        if (key == "discount")
        {
            double discount = tokens.Number("a number between 0 and 1");
            if (discount is not (>= 0 and <= 1))
                throw tokens.Refused(FormattableString.Invariant($"the discount {discount:R}"), "a number between 0 and 1");
            _discount = discount;
        }
        else if (key == "values")
        {
            string values = tokens.Next("reward or cost");
            _isCost = values is "cost" or "costs";
            if (!_isCost && values is not ("reward" or "rewards"))
                throw tokens.Refused($"values: {SourceLines.Shown(values)}", "reward or cost");
        }
        else if (!_names.TryAdd(key, CassandraNames.Read(tokens, key[..^1]))) throw tokens.Refused($"{key} twice", "once");
    }

    private void ReadStart()
    {
        tokens.Require("start");
        var states = Required("states");
        MdpSize.Require(states.Count, 2);
        bool isIncluded = tokens.TryTake("include"), isExcluded = tokens.TryTake("exclude");
        tokens.Require(":");
        _start = new double[states.Count];
        if (isIncluded || isExcluded) Array.Fill(_start, isExcluded ? 1 : 0);
        else if (tokens.TryTake("uniform")) Array.Fill(_start, 1.0 / states.Count);
        else ReadStart(states);
        if (!isIncluded && !isExcluded) return;
        while (!tokens.IsAtEntry) _start[states.One(tokens)] = isIncluded ? 1 : 0;
        double count = _start.Sum();
        if (count == 0) throw tokens.Refused("a start without states", "at least one state");
        for (int s = 0; s < _start.Length; s++) _start[s] /= count;
    }

    /// <summary>A state alone, or a number for each state.</summary>
    private void ReadStart(CassandraNames states)
    {
        string[] words = tokens.Rest();
        if (words is [var word])
        {
            _start[states.Find(word) ?? throw states.Unknown(tokens, word)] = 1;
            return;
        }

        if (words.Length != states.Count)
        {
            throw tokens.Refused(
                $"start with {words.Length} words", FormattableString.Invariant($"a state, uniform, or {states.Count} numbers"));
        }

        for (int s = 0; s < words.Length; s++)
        {
            _start[s] = new CassandraTokens(words[s]) is { IsAtNumber: true } number
                ? number.Number("")
                : throw tokens.Refused($"the start {SourceLines.Shown(words[s])}", "a probability");
        }
    }

    private double[] Start(int states) => _start.Length > 0 ? _start : [.. Enumerable.Repeat(1.0 / states, states)];

    private CassandraNames Required(string key) =>
        _names.TryGetValue(key, out var names)
            ? names
            : throw tokens.Refused($"no line '{key}:' before this one", $"{key}: with a number or names");
}

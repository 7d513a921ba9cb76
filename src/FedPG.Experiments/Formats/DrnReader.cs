using System.Text.RegularExpressions;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>Reads the model of a DRN file, which follows its header.</summary>
/// <param name="lines">The file, behind <c>@model</c>.</param>
/// <param name="header">The header.</param>
internal sealed partial class DrnReader(SourceLines lines, DrnHeader header)
{
    private const string NoLabel = "__NOLABEL__";

    private readonly double[] _start = new double[header.States];
    private int _state = -1;
    private double _stateReward;
    private bool _hasChoice;
    private int _choices;

    /// <summary>The document.</summary>
    /// <param name="name">The type's name.</param>
    public MdpDocument Document(string name)
    {
        var table = new MdpTableBuilder(name, header.States);
        while (lines.Next())
        {
            if (lines.Line.StartsWith("//", StringComparison.Ordinal)) continue;
            string word = lines.Words()[0];
            if (word == "state") BeginState();
            else if (word == "action") BeginChoice(table);
            else AddTransition(table);
        }

        if (_state != header.States - 1)
            throw lines.Refused(Text($"an end after state {_state}"), Text($"states up to {header.States - 1}, as @nr_states says"));
        if (header.Choices is { } choices && choices != _choices)
            throw lines.Refused(Text($"{_choices} choices"), Text($"{choices}, as @nr_choices says"));
        double starts = _start.Sum();
        return new MdpDocument
        {
            Types = [table.Build()],
            Start = starts == 0 ? [] : [.. _start.Select(mark => mark / starts)],
            Notes = header.Reward < 0 ? ["there are no rewards: all are 0"] : [],
        };
    }

    private void BeginState()
    {
        var state = State().Match(lines.Line);
        if (!state.Success) throw lines.Refused(SourceLines.Shown(lines.Line), "'state NUMBER [rewards] labels'");
        if (state.Groups["rate"].Success) throw lines.Refused("an exit rate (!), as of a model in continuous time", "an MDP");
        int number = lines.Index(state.Groups["number"].Value, "state", header.States);
        if (number != _state + 1)
            throw lines.Refused(Text($"state {number}"), Text($"state {_state + 1}: states are in order, without gaps"));
        (_state, _hasChoice) = (number, false);
        _stateReward = Reward(state.Groups["rewards"]);
        if (Label().Matches(state.Groups["labels"].Value).Any(label => label.Value.Trim('"') == "init")) _start[number] = 1;
    }

    private void BeginChoice(MdpTableBuilder table)
    {
        var action = Action().Match(lines.Line);
        if (!action.Success) throw lines.Refused(SourceLines.Shown(lines.Line), "'action NAME [rewards]'");
        if (_state < 0) throw lines.Refused("an action before the first state", "'state 0'");
        string name = action.Groups["name"].Value;
        table.AddChoice(_state, _stateReward + Reward(action.Groups["rewards"]), name == NoLabel ? null : OneLine.Of(name));
        _hasChoice = true;
        _choices++;
    }

    private void AddTransition(MdpTableBuilder table)
    {
        string[] parts = lines.Line.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length != 2) throw lines.Refused(SourceLines.Shown(lines.Line), "'next-state : probability', 'action …' or 'state …'");
        if (!_hasChoice) throw lines.Refused("a transition before an action", "'action NAME' first");
        if (parts[1].StartsWith('[')) throw lines.Refused($"the interval {SourceLines.Shown(parts[1])}", "a probability");
        table.AddTransition(lines.Index(parts[0], "next state", header.States), Number(parts[1], "probability"));
    }

    private double Reward(Group rewards)
    {
        if (!rewards.Success || header.Reward < 0) return 0;
        string[] numbers = rewards.Value.Split(',', StringSplitOptions.TrimEntries);
        return numbers.Length == header.Rewards
            ? Number(numbers[header.Reward], "reward")
            : throw lines.Refused(Text($"{numbers.Length} rewards"), Text($"{header.Rewards}, one per reward model"));
    }

    private double Number(string word, string what) =>
        lines.Number(header.Placeholders.GetValueOrDefault(word, word), what);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    // A POMDP has {observation} behind the number or behind the rewards, a Markov automaton !rate.
    [GeneratedRegex(
        """^state\s+(?<number>\d+)(\s*\{\d+\})?(?<rate>\s*!\s*\S+)?(\s*\[(?<rewards>[^\]]*)\])?(\s*\{\d+\})?"""
            + """(?<labels>(\s+("[^"]*"|[^\s"]+))*)$""",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex State();

    [GeneratedRegex(
        """^action\s+(?<name>\S+)(\s*\[(?<rewards>[^\]]*)\])?$""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Action();

    [GeneratedRegex("\"[^\"]*\"|[^\\s\"]+", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}

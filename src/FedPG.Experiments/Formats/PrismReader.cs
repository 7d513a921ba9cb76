using System.Text.RegularExpressions;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>Reads the parts of a PRISM model into a document.</summary>
internal sealed partial class PrismReader
{
    private readonly PrismParts _parts;
    private readonly SortedDictionary<(int State, int Choice), Choice> _choices = [];
    private readonly int _states;

    private PrismReader(PrismParts parts)
    {
        _parts = parts;
        var lines = parts.Transitions;
        string[] words = Header(lines, "a first line 'states choices transitions'");
        if (words is ["mdp" or "dtmc" or "ctmc" or "ma"])
            throw lines.Refused($"the first line '{words[0]}' of Storm's own .tra", "PRISM's .tra, or a .drn of Storm");
        if (words is ["STATES", ..] or ["TRANSITIONS", ..]) throw lines.Refused("a file in MRMC's form", "PRISM's plain export");
        if (words.Any(word => word.Contains('=', StringComparison.Ordinal))) throw lines.Refused("a MATLAB matrix", "PRISM's plain export");
        if (words.Length == 2) throw lines.Refused("two counts, as of a chain without choices", "'states choices transitions' of an MDP");
        if (words.Length != 3) throw lines.Refused(SourceLines.Shown(lines.Line), "'states choices transitions'");
        _states = lines.Index(words[0], "states", int.MaxValue);
        int choices = lines.Index(words[1], "choices", int.MaxValue);
        int transitions = lines.Index(words[2], "transitions", int.MaxValue);
        MdpSize.Require(_states, 2);
        ReadTransitions(choices, transitions);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="parts">Its parts.</param>
    /// <param name="name">The type's name.</param>
    /// <exception cref="SpecificationException">A part is not valid; the message names the line.</exception>
    public static MdpDocument Read(PrismParts parts, string name) => new PrismReader(parts).Document(name);

    private MdpDocument Document(string name)
    {
        double[] start = Start(out bool hasLabels);
        double[] stateRewards = StateRewards();
        ReadTransitionRewards();
        var table = new MdpTableBuilder(name, _states);
        foreach (var ((state, _), choice) in _choices)
        {
            table.AddChoice(state, stateRewards[state], choice.Action);
            foreach (var (next, (probability, reward)) in choice.Transitions) table.AddTransition(next, probability, reward);
        }

        var notes = new List<string>();
        if (!hasLabels) notes.Add("there are no labels: the process starts in state 0");
        if (_parts.StateRewards is null && _parts.TransitionRewards is null) notes.Add("there are no rewards: all are 0");
        return new MdpDocument { Types = [table.Build()], Start = [.. start], Notes = [.. notes] };
    }

    private void ReadTransitions(int choices, int transitions)
    {
        var lines = _parts.Transitions;
        int found = 0;
        for (; NextEntry(lines); found++)
        {
            string[] words = lines.Words();
            if (words.Length is not (4 or 5))
                throw lines.Refused(SourceLines.Shown(lines.Line), "'state choice next-state probability action'");
            if (words[3].StartsWith('['))
                throw lines.Refused($"the interval {SourceLines.Shown(words[3])}", "a probability: an interval MDP is not one process");
            var key = Key(lines, words);
            int next = lines.Index(words[2], "next state", _states);
            double probability = lines.Number(words[3], "probability");
            string? action = words.Length == 5 ? OneLine.Of(words[4]) : null;
            if (!_choices.TryGetValue(key, out var choice)) _choices[key] = choice = new Choice(action, []);
            if (!choice.Transitions.TryAdd(next, (probability, 0)))
                throw lines.Refused($"state {words[0]}, choice {words[1]}: the next state {next} again", "each next state once");
        }

        if (found != transitions || _choices.Count != choices)
        {
            throw lines.Refused(
                $"{_choices.Count} choices and {found} transitions", $"{choices} and {transitions}, as the first line says");
        }

        foreach (var (state, choice) in _choices.Keys)
        {
            // They are counted from 0 in each state; the keys are sorted.
            if (choice > 0 && !_choices.ContainsKey((state, choice - 1)))
                throw new SpecificationException($"state {state}", $"a choice {choice} without {choice - 1}", "choices counted from 0");
        }
    }

    private (int State, int Choice) Key(SourceLines lines, string[] words) =>
        (lines.Index(words[0], "state", _states), lines.Index(words[1], "choice", MdpSize.MostPairs / _states));

    private double[] Start(out bool hasLabels)
    {
        double[] start = new double[_states];
        hasLabels = _parts.Labels is not null && NextEntry(_parts.Labels);
        if (!hasLabels)
        {
            start[0] = 1;
            return start;
        }

        var lines = _parts.Labels!;
        var init = Label().Matches(lines.Line).FirstOrDefault(label => label.Groups["name"].Value == "init")
            ?? throw lines.Refused(SourceLines.Shown(lines.Line), "labels such as 0=\"init\" 1=\"deadlock\"");
        while (NextEntry(lines))
        {
            string[] words = lines.Line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            int state = lines.Index(words.FirstOrDefault(""), "state", _states);
            if (words.Skip(1).Contains(init.Groups["number"].Value)) start[state] = 1;
        }

        double count = start.Sum();
        if (count == 0) throw lines.Refused("no state with the label init", "at least one");
        return [.. start.Select(mark => mark / count)];
    }

    private double[] StateRewards()
    {
        double[] rewards = new double[_states];
        if (_parts.StateRewards is not { } lines) return rewards;
        RequireCounts(lines, "'states nonzeros'", 2);
        while (NextEntry(lines))
        {
            if (lines.Words() is not [var state, var reward]) throw lines.Refused(SourceLines.Shown(lines.Line), "'state reward'");
            rewards[lines.Index(state, "state", _states)] = lines.Number(reward, "reward");
        }

        return rewards;
    }

    private void ReadTransitionRewards()
    {
        if (_parts.TransitionRewards is not { } lines) return;
        RequireCounts(lines, "'states choices nonzeros'", 3);
        while (NextEntry(lines))
        {
            string[] words = lines.Words();
            if (words.Length != 4) throw lines.Refused(SourceLines.Shown(lines.Line), "'state choice next-state reward'");
            var key = Key(lines, words);
            int next = lines.Index(words[2], "next state", _states);
            double reward = lines.Number(words[3], "reward");
            if (!_choices.TryGetValue(key, out var choice) || !choice.Transitions.TryGetValue(next, out var transition))
                throw lines.Refused($"state {key.State}, choice {key.Choice}, next state {next}", "a transition that the model has");
            choice.Transitions[next] = (transition.Probability, reward);
        }
    }

    private void RequireCounts(SourceLines lines, string form, int count)
    {
        string[] words = Header(lines, $"a first line {form}");
        if (words.Length != count) throw lines.Refused(SourceLines.Shown(lines.Line), form);
        int states = lines.Index(words[0], "states", int.MaxValue);
        if (states != _states) throw lines.Refused($"{states} states", $"{_states}, as in the transitions");
    }

    private static string[] Header(SourceLines lines, string accepted) =>
        NextEntry(lines) ? lines.Words() : throw lines.Refused("an empty text", accepted);

    /// <summary>Goes to the next line that is not a comment.</summary>
    private static bool NextEntry(SourceLines lines)
    {
        while (lines.Next())
        {
            if (!lines.Line.StartsWith('#')) return true;
        }

        return false;
    }

    [GeneratedRegex("""(?<number>[0-9]+)="(?<name>[^"]*)" """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Label();

    private sealed record Choice(string? Action, SortedDictionary<int, (double Probability, double Reward)> Transitions);
}

using System.Collections.Immutable;
using System.Text.Json;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>The states in which the episodes of a file end, which need no transitions and rewards.</summary>
/// <param name="json">The file.</param>
internal sealed class MdpFileEnds(JsonTokens json)
{
    /// <summary>The key of the list.</summary>
    public const string Key = "terminalStates";

    private readonly SortedSet<int> _states = [];

    /// <summary>The states, ascending.</summary>
    public ImmutableArray<int> States => [.. _states];

    /// <summary>Reads the list.</summary>
    /// <exception cref="SpecificationException">It is no list of states, or names one twice.</exception>
    public void Read()
    {
        if (json.Kind != JsonTokenType.StartArray) throw new SpecificationException(Key, json.Found(), "a list of states");
        while (json.Read() && json.Kind != JsonTokenType.EndArray)
        {
            int? state = json.Kind == JsonTokenType.Number ? json.Index() : null;
            if (state is null || !_states.Add(state.Value))
                throw new SpecificationException(Key, json.Found(), "numbers of states, each once");
        }
    }

    /// <summary>Requires that the ends are states, and that every other state has actions.</summary>
    /// <param name="environment">An environment; all have the same actions.</param>
    /// <param name="states">S.</param>
    /// <exception cref="SpecificationException">There is another state.</exception>
    public void Require(MdpTypeReader environment, int states)
    {
        if (_states.Count > 0 && _states.Max >= states)
        {
            throw new SpecificationException(
                Key, FormattableString.Invariant($"{_states.Max}"), FormattableString.Invariant($"states from 0 to {states - 1}"));
        }

        for (int s = 0; s < states; s++)
        {
            if (environment.Actions[s] > 0 || _states.Contains(s)) continue;
            throw new SpecificationException(
                $"{new RowPlace($"environment '{environment.Name}'", s, -1, "transitions")}", "0 actions",
                $"at least 1 action, or the state among {Key}");
        }
    }

    /// <summary>A note on what the file gives for ends and what has no effect; empty without such.</summary>
    public ImmutableArray<string> Notes(IReadOnlyList<MdpTable> types)
    {
        int ignored = _states.Count(s => types.Any(type => !Absorbs(type, s)));
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
}

namespace FedPG.Formats;

/// <summary>Builds a table state by state, choice by choice, transition by transition.</summary>
public sealed class MdpTableBuilder
{
    private readonly string _name;
    private readonly int[] _firstChoice;
    private readonly List<int> _firstTransition = [];
    private readonly List<double> _choiceRewards = [];
    private readonly List<string?> _choiceNames = [];
    private readonly List<int> _successors = [];
    private readonly List<double> _probabilities = [];
    private List<double>? _rewards;
    private List<bool>? _ends;
    private int _state = -1;

    /// <summary>Begins a table.</summary>
    /// <param name="name">The type's name.</param>
    /// <param name="states">S; checked before anything of that size is allocated.</param>
    /// <exception cref="SpecificationException">There are no states, or more than fit with two actions.</exception>
    public MdpTableBuilder(string name, long states)
    {
        MdpSize.Require(states, 2);
        (_name, _firstChoice) = (name, new int[states + 1]);
    }

    /// <summary>S.</summary>
    public int States => _firstChoice.Length - 1;

    /// <summary>Adds a choice; those of a state follow each other, and states ascend. A state may be left out: it has no choice.</summary>
    /// <param name="state">The state.</param>
    /// <param name="reward">The reward of the choice, to which those of its transitions are added.</param>
    /// <param name="name">The action's name, or null.</param>
    /// <exception cref="SpecificationException">The process has become too large.</exception>
    public void AddChoice(int state, double reward = 0, string? name = null)
    {
        if (state < _state || state >= States) throw new ArgumentOutOfRangeException(nameof(state), state, "States ascend.");
        int choices = _choiceRewards.Count;
        for (; _state < state; _state++) _firstChoice[_state + 1] = choices;
        MdpSize.Require(States, choices - _firstChoice[state] + 1);
        _firstTransition.Add(_successors.Count);
        _choiceRewards.Add(reward);
        _choiceNames.Add(name);
    }

    /// <summary>Adds a transition of the last choice.</summary>
    /// <param name="successor">The next state, from 0 to S − 1.</param>
    /// <param name="probability">Its probability; probabilities of the same next state are added.</param>
    /// <param name="reward">The reward of this transition.</param>
    /// <param name="ends">Whether the episode ends: no reward follows.</param>
    public void AddTransition(int successor, double probability, double reward = 0, bool ends = false)
    {
        if (successor < 0 || successor >= States) throw new ArgumentOutOfRangeException(nameof(successor), successor, "Not a state.");
        if (reward != 0) _rewards ??= [.. new double[_successors.Count]];
        if (ends) _ends ??= [.. new bool[_successors.Count]];
        _successors.Add(successor);
        _probabilities.Add(probability);
        _rewards?.Add(reward);
        _ends?.Add(ends);
    }

    /// <summary>Adds the transitions of the last choice that are not 0.</summary>
    /// <param name="probabilities">The probability of each next state, [S].</param>
    /// <param name="rewards">The reward of each transition, [S]; or empty.</param>
    public void AddRow(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> rewards = default)
    {
        for (int s = 0; s < probabilities.Length; s++)
            if (probabilities[s] != 0) AddTransition(s, probabilities[s], rewards.IsEmpty ? 0 : rewards[s]);
    }

    /// <summary>The table.</summary>
    public MdpTable Build()
    {
        for (; _state < States; _state++) _firstChoice[_state + 1] = _choiceRewards.Count;
        return new MdpTable(
            _name, _firstChoice, [.. _firstTransition, _successors.Count], [.. _choiceRewards],
            _choiceNames.TrueForAll(name => name is null) ? [] : [.. _choiceNames], [.. _successors], [.. _probabilities],
            _rewards?.ToArray(), _ends?.ToArray());
    }
}

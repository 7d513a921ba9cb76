using System.Collections.Immutable;

namespace FedPG.Formats;

/// <summary>
/// A process as lists: each state has choices, each choice has transitions. Made by <see cref="MdpTableBuilder"/>. Immutable. Choices are
/// numbered over all states.
/// </summary>
public sealed class MdpTable
{
    private readonly int[] _firstChoice;
    private readonly int[] _firstTransition;
    private readonly double[] _choiceRewards;
    private readonly string?[] _choiceNames;
    private readonly int[] _successors;
    private readonly double[] _probabilities;
    private readonly double[]? _rewards;
    private readonly bool[]? _ends;

    internal MdpTable(
        string name, int[] firstChoice, int[] firstTransition, double[] choiceRewards, string?[] choiceNames, int[] successors,
        double[] probabilities, double[]? rewards, bool[]? ends)
    {
        (Name, _firstChoice, _firstTransition) = (name, firstChoice, firstTransition);
        (_choiceRewards, _choiceNames) = (choiceRewards, choiceNames);
        (_successors, _probabilities, _rewards, _ends) = (successors, probabilities, rewards, ends);
    }

    /// <summary>The type's name.</summary>
    public string Name { get; }

    /// <summary>The distribution of the first state where it is the type's own, [S]; empty for that of the file.</summary>
    internal ImmutableArray<double> Start { get; init; } = [];

    /// <summary>S.</summary>
    public int States => _firstChoice.Length - 1;

    /// <summary>The most choices of a state.</summary>
    public int MostChoices => Enumerable.Range(0, States).Max(CountChoices);

    /// <summary>Whether some transition ends the episode.</summary>
    public bool HasEnds => _ends is not null;

    /// <summary>The number of choices of a state.</summary>
    public int CountChoices(int state) => _firstChoice[state + 1] - _firstChoice[state];

    /// <summary>The number of a state's first choice; its others follow.</summary>
    public int FirstChoice(int state) => _firstChoice[state];

    /// <summary>The reward of a choice, to which those of its transitions are added.</summary>
    public double RewardOf(int choice) => _choiceRewards[choice];

    /// <summary>The action's name; null if it has none.</summary>
    public string? NameOf(int choice) => _choiceNames.Length == 0 ? null : _choiceNames[choice];

    /// <summary>The next states of a choice, in the order of the file; one may stand more than once.</summary>
    public ReadOnlySpan<int> Successors(int choice) => _successors.AsSpan(First(choice)..First(choice + 1));

    /// <summary>The probabilities of the next states.</summary>
    public ReadOnlySpan<double> Probabilities(int choice) => _probabilities.AsSpan(First(choice)..First(choice + 1));

    /// <summary>The rewards of the transitions; empty if no transition of the table has one.</summary>
    public ReadOnlySpan<double> Rewards(int choice) => _rewards is null ? [] : _rewards.AsSpan(First(choice)..First(choice + 1));

    /// <summary>Whether each transition ends the episode; empty if none of the table does.</summary>
    public ReadOnlySpan<bool> Ends(int choice) => _ends is null ? [] : _ends.AsSpan(First(choice)..First(choice + 1));

    /// <summary>The same process with another name.</summary>
    internal MdpTable Named(string name) => new(
        name, _firstChoice, _firstTransition, _choiceRewards, _choiceNames, _successors, _probabilities, _rewards, _ends)
    {
        Start = Start,
    };

    /// <summary>
    /// A name for each action number: the one that its choices share, or up to three that they have in different states; empty if
    /// no choice has a name.
    /// </summary>
    internal ImmutableArray<string> ActionNames()
    {
        if (_choiceNames.All(name => name is null)) return [];
        var names = Enumerable.Range(0, MostChoices).Select(_ => new SortedSet<string>(StringComparer.Ordinal)).ToArray();
        for (int state = 0; state < States; state++)
        {
            for (int k = 0; k < CountChoices(state); k++)
                if (NameOf(FirstChoice(state) + k) is { } name) names[k].Add(name);
        }

        return [.. names.Select((own, k) => own.Count is 1 or 2 or 3 ? string.Join('/', own) : FormattableString.Invariant($"{k}"))];
    }

    private int First(int choice) => _firstTransition[choice];
}

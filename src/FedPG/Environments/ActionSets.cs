using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>
/// The actions that each state offers: the first n_s of A. All types of a federation offer the same, because they have a common policy.
/// In kernels and rewards, which have A rows for every state, the rows of actions that a state does not offer repeat its last one.
/// Immutable.
/// </summary>
public sealed class ActionSets
{
    private readonly ImmutableArray<int> _counts;
    private readonly int[] _pairs;

    private ActionSets(int states, int actions, ImmutableArray<int> counts)
    {
        (States, Actions, _counts) = (states, actions, counts);
        _pairs = [.. counts.SelectMany((count, state) => Enumerable.Range(state * actions, count))];
    }

    /// <summary>S.</summary>
    public int States { get; }

    /// <summary>A, the largest number of actions.</summary>
    public int Actions { get; }

    /// <summary>Whether every state offers all A actions.</summary>
    public bool AreFull => _counts.IsEmpty;

    /// <summary>The number of actions of each state, [S]; empty if every state offers all.</summary>
    public ImmutableArray<int> Counts => _counts;

    /// <summary>The number of pairs of a state and an action that it offers.</summary>
    public int Pairs => AreFull ? States * Actions : _pairs.Length;

    /// <summary>Every state offers all actions.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    public static ActionSets Full(int states, int actions) => new(states, actions, []);

    /// <summary>States offer different numbers of actions.</summary>
    /// <param name="counts">n_s of each state, from 1 to A.</param>
    /// <param name="actions">A.</param>
    /// <exception cref="SpecificationException">A state offers no action or too many.</exception>
    public static ActionSets Of(ImmutableArray<int> counts, int actions)
    {
        for (int s = 0; s < counts.Length; s++)
        {
            if (counts[s] < 1 || counts[s] > actions)
                throw new SpecificationException($"state {s}, actions", $"{counts[s]}", $"from 1 to {actions}");
        }

        return counts.All(count => count == actions) ? Full(counts.Length, actions) : new ActionSets(counts.Length, actions, counts);
    }

    /// <summary>n_s: a state offers the actions from 0 to n_s − 1.</summary>
    public int Count(int state) => _counts.IsEmpty ? Actions : _counts[state];

    /// <summary>The index s·A + a of an offered pair, counted over those that are offered.</summary>
    internal int Pair(int index) => AreFull ? index : _pairs[index];

    /// <summary>The same sets for states with phases.</summary>
    internal ActionSets Repeated(int period) =>
        AreFull ? Full(period * States, Actions) : Of([.. Enumerable.Repeat(_counts, period).SelectMany(counts => counts)], Actions);
}

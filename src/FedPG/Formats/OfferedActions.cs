using System.Collections.Immutable;
using FedPG.Environments;

namespace FedPG.Formats;

/// <summary>The actions that the states of a federation offer, from the choices of its tables.</summary>
internal static class OfferedActions
{
    /// <summary>
    /// A state offers the choices of the type that has the most, because all types have a common policy; one action if it ends an episode
    /// or has no choice.
    /// </summary>
    /// <param name="types">The tables, all with the same number of states.</param>
    /// <param name="terminal">The states that end an episode.</param>
    /// <param name="appends">Whether there is one more state, in which episodes end.</param>
    /// <exception cref="SpecificationException">No state has two choices.</exception>
    public static ActionSets Of(ImmutableArray<MdpTable> types, ImmutableArray<int> terminal, bool appends)
    {
        int[] counts = new int[types[0].States + (appends ? 1 : 0)];
        foreach (var type in types)
        {
            for (int s = 0; s < type.States; s++) counts[s] = Math.Max(counts[s], Math.Max(type.CountChoices(s), 1));
        }

        int actions = types.Max(type => type.MostChoices);
        foreach (int state in terminal) counts[state] = 1;
        if (appends) counts[^1] = actions;
        return counts.Max() >= 2
            ? ActionSets.Of([.. counts], counts.Max())
            : throw new SpecificationException("actions", "1 in every state", "at least 2 in some state");
    }
}

using System.Collections.Immutable;
using FedPG.Environments;

namespace FedPG.References;

/// <summary>
/// The actions of a state that differ in some type. A search that tries them has tried all: a state that absorbs whatever one does has one
/// choice, and so has one that offers one action.
/// </summary>
internal sealed class DistinctChoices
{
    private readonly ImmutableArray<int>[] _choices;

    private DistinctChoices(ImmutableArray<int>[] choices) => _choices = choices;

    /// <summary>The number of deterministic policies that differ.</summary>
    public double Policies => _choices.Aggregate(1.0, (product, choices) => product * choices.Length);

    /// <summary>The number of ways to choose in the first n states, summed over n from 1 to S.</summary>
    public double Prefixes
    {
        get
        {
            double sum = 0, product = 1;
            foreach (var choices in _choices) sum += product *= choices.Length;
            return sum;
        }
    }

    /// <summary>The choices in all states.</summary>
    public static DistinctChoices Of(EnvironmentSet environments)
    {
        MarkovDecisionProcess[] types = [.. environments.Types.Distinct()];
        return new([.. Enumerable.Range(0, environments.States).Select(state => Of(environments, types, state))]);
    }

    /// <summary>The choices in a state: the lowest of each set of equal actions.</summary>
    public ImmutableArray<int> In(int state) => _choices[state];

    private static ImmutableArray<int> Of(EnvironmentSet environments, MarkovDecisionProcess[] types, int state)
    {
        var choices = ImmutableArray.CreateBuilder<int>();
        int first = state * environments.Actions;
        for (int action = 0; action < environments.ActionSets.Count(state); action++)
        {
            bool isNew = !choices.Any(other => Array.TrueForAll(types, type => type.HasSameRow(first + action, first + other)));
            if (isNew) choices.Add(action);
        }

        return choices.ToImmutable();
    }
}

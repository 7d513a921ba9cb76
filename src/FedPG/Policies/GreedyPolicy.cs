using FedPG.Environments;

namespace FedPG.Policies;

/// <summary>
/// The greedy policy of a table Q, [S][A]: all mass on the best action of a state; ties go to the lowest index.
/// </summary>
internal sealed class GreedyPolicy(ActionSets sets) : Policy(sets.States, sets.Actions, sets.States * sets.Actions)
{
    /// <summary>Every state offers all actions.</summary>
    public GreedyPolicy(int states, int actions)
        : this(ActionSets.Full(states, actions))
    {
    }

    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        for (int state = 0; state < States; state++)
        {
            int row = state * Actions;
            var values = parameters.Slice(row, Actions);
            int best = 0;
            for (int a = 1; a < sets.Count(state); a++)
            {
                if (values[a] > values[best]) best = a;
            }

            var probabilities = _probabilities.Span.Slice(row, Actions);
            probabilities.Clear();
            probabilities[best] = 1;
        }
    }
}

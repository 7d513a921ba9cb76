namespace FedPG.Policies;

/// <summary>
/// The greedy policy of a table Q, [S][A]: all mass on the best action of a state; ties go to the lowest index.
/// </summary>
internal sealed class GreedyPolicy(int states, int actions) : Policy(states, actions, states * actions)
{
    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            var values = parameters.Slice(row, Actions);
            int best = 0;
            for (int a = 1; a < Actions; a++)
            {
                if (values[a] > values[best]) best = a;
            }

            var probabilities = _probabilities.Span.Slice(row, Actions);
            probabilities.Clear();
            probabilities[best] = 1;
        }
    }
}

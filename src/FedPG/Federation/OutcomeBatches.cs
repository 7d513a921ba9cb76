using System.Runtime.CompilerServices;

namespace FedPG.Federation;

/// <summary>Rounds that are there already, together: to score several costs less than to score each alone.</summary>
public static class OutcomeBatches
{
    /// <summary>Groups rounds without waiting: a group ends where the next round is still to come.</summary>
    /// <param name="outcomes">The rounds.</param>
    /// <param name="size">How many a group has at most.</param>
    /// <param name="isLast">Whether a round ends its group; null is that none does.</param>
    /// <param name="cancellationToken">Passed on to the rounds.</param>
    public static async IAsyncEnumerable<IReadOnlyList<RoundOutcome>> TogetherAsync(
        this IAsyncEnumerable<RoundOutcome> outcomes, int size, Func<RoundOutcome, bool>? isLast = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);

        // Whoever leaves early may do so while a round is awaited; an enumerator must not be disposed then. So the wait is ended first.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rounds = outcomes.GetAsyncEnumerator(ending.Token);
        await using var _ = rounds.ConfigureAwait(false);
        var awaited = Task.FromResult(true);
        try
        {
            var group = new List<RoundOutcome>(size);
            while (true)
            {
                var next = rounds.MoveNextAsync();
                bool isThere;
                if (next.IsCompletedSuccessfully)
                {
                    isThere = await next.ConfigureAwait(false);
                }
                else
                {
                    awaited = next.AsTask();

                    // A failure comes after the rounds before it.
                    if (group.Count > 0)
                    {
                        yield return group;
                        group = new List<RoundOutcome>(size);
                    }

                    isThere = await awaited.ConfigureAwait(false);
                }

                if (!isThere) break;
                group.Add(rounds.Current);
                if (group.Count < size && isLast?.Invoke(rounds.Current) != true) continue;
                yield return group;
                group = new List<RoundOutcome>(size);
            }

            if (group.Count > 0) yield return group;
        }
        finally
        {
            if (!awaited.IsCompleted)
            {
                await ending.CancelAsync().ConfigureAwait(false);
                await ((Task)awaited).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

using System.Runtime.CompilerServices;

namespace FedPG.Federation;

/// <summary>Groups of completed rounds: scoring several together costs less than scoring each alone.</summary>
internal static class OutcomeBatches
{
    /// <summary>Groups rounds without waiting: a group ends if the next round is not available yet.</summary>
    /// <param name="outcomes">The rounds.</param>
    /// <param name="size">The largest number of rounds per group.</param>
    /// <param name="isLast">Whether a round ends its group; null if no round does.</param>
    /// <param name="cancellationToken">Passed on to the rounds.</param>
    public static async IAsyncEnumerable<IReadOnlyList<RoundOutcome>> TogetherAsync(
        this IAsyncEnumerable<RoundOutcome> outcomes, int size, Func<RoundOutcome, bool>? isLast = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);

        // A reader may leave while a round is awaited, and an enumerator must not be disposed then. So the wait is cancelled first.
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

                    // Return the preceding rounds before a failure.
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

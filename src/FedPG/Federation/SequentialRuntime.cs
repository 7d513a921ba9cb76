using System.Diagnostics;
using System.Runtime.CompilerServices;
using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>Runs <see cref="SequentialFederation"/> asynchronously.</summary>
/// <param name="catalogue">The catalogue of the names in a specification; null is <see cref="FederationCatalogue.Default"/>.</param>
public sealed class SequentialRuntime(FederationCatalogue? catalogue = null) : IFederationRuntime
{
    /// <summary>Shorter rounds are computed on the reader's thread: cancellation then waits at most this long.</summary>
    private static readonly TimeSpan ShortRound = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public FederationCatalogue Catalogue { get; } = catalogue ?? FederationCatalogue.Default;

    /// <inheritdoc/>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Not disposed: after a cancellation the last round may still be running, and an enumerator in use must not be disposed.
        var rounds = SequentialFederation.Run(specification, start, Catalogue).GetEnumerator();
        bool isShort = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long since = Stopwatch.GetTimestamp();
            bool isThere = isShort
                ? rounds.MoveNext()
                : await Task.Run(rounds.MoveNext, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!isThere) yield break;
            isShort = rounds.Current.Round > 0 && Stopwatch.GetElapsedTime(since) < ShortRound;
            yield return rounds.Current;
        }
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>Runs <see cref="SequentialFederation"/>, one round after the other.</summary>
/// <param name="catalogue">What the names in a specification stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
public sealed class SequentialRuntime(FederationCatalogue? catalogue = null) : IFederationRuntime
{
    /// <summary>A round that is shorter than this is computed on the reader's thread: a token waits no longer for it.</summary>
    private static readonly TimeSpan ShortRound = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public FederationCatalogue Catalogue { get; } = catalogue ?? FederationCatalogue.Default;

    /// <inheritdoc/>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Not disposed: a round that the token has abandoned may still be computed, and an enumerator in use must be left alone.
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

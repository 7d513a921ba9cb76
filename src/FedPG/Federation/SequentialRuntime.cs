using System.Runtime.CompilerServices;

namespace FedPG.Federation;

/// <summary>Runs <see cref="SequentialFederation"/> on the caller's thread.</summary>
public sealed class SequentialRuntime : IFederationRuntime
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var outcome in SequentialFederation.Run(specification, start))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return outcome;
        }
    }
}

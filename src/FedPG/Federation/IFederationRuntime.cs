using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>Runs federations. Every runtime gives the same bits for the same specification.</summary>
public interface IFederationRuntime
{
    /// <summary>The catalogue of the names in a specification.</summary>
    FederationCatalogue Catalogue { get; }

    /// <summary>Runs a federation from the beginning or from a state, and returns its rounds in order.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="start">
    /// The state to continue from; null starts from the beginning, with round 0, the initial state, as the first round.
    /// </param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification is not valid.</exception>
    IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, CancellationToken cancellationToken = default);
}

/// <summary>Runs of federations from the beginning.</summary>
public static class FederationRuntimes
{
    /// <summary>Runs a federation and returns its rounds in order; the first is round 0, the initial state.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="specification">The run.</param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification is not valid.</exception>
    public static IAsyncEnumerable<RoundOutcome> RunAsync(
        this IFederationRuntime runtime, FederationSpecification specification, CancellationToken cancellationToken = default) =>
        runtime.RunAsync(specification, start: null, cancellationToken);
}

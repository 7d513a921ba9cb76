using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>A way of running federations. Every runtime gives the same bits for the same specification.</summary>
public interface IFederationRuntime
{
    /// <summary>What the names in a specification stand for.</summary>
    FederationCatalogue Catalogue { get; }

    /// <summary>Runs a federation, or goes on with one; then every round comes in order.</summary>
    /// <param name="specification">What to run.</param>
    /// <param name="start">Where to go on; null is from the beginning, and then round 0, the initial state, comes first.</param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification does not fit together.</exception>
    IAsyncEnumerable<RoundOutcome> RunAsync(
        FederationSpecification specification, FederationState? start, CancellationToken cancellationToken = default);
}

/// <summary>Runs from the beginning.</summary>
public static class FederationRuntimes
{
    /// <summary>Runs a federation; round 0, the initial state, comes first, then every round in order.</summary>
    /// <param name="runtime">How.</param>
    /// <param name="specification">What to run.</param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification does not fit together.</exception>
    public static IAsyncEnumerable<RoundOutcome> RunAsync(
        this IFederationRuntime runtime, FederationSpecification specification, CancellationToken cancellationToken = default) =>
        runtime.RunAsync(specification, start: null, cancellationToken);
}

namespace FedPG.Federation;

/// <summary>A way of running federations. Every runtime gives the same bits for the same specification.</summary>
public interface IFederationRuntime
{
    /// <summary>Runs a federation; round 0, the initial state, comes first, then every round in order.</summary>
    /// <param name="specification">What to run.</param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification does not fit together.</exception>
    IAsyncEnumerable<RoundOutcome> RunAsync(FederationSpecification specification, CancellationToken cancellationToken = default);
}

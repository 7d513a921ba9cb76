using FedPG.Aggregation;
using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>
/// The federation as one loop, in the order of Algorithm 1 of arXiv 2505.23459. It is the reference for every other runtime: the same
/// specification must give the same bits.
/// </summary>
public static class SequentialFederation
{
    /// <summary>Runs a federation from the beginning or from a state.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="start">
    /// The state to continue from; null starts from the beginning, with round 0, the initial state, as the first round.
    /// </param>
    /// <param name="catalogue">The catalogue of the specification's names; null is <see cref="FederationCatalogue.Default"/>.</param>
    /// <exception cref="SpecificationException">The specification is not valid.</exception>
    public static IEnumerable<RoundOutcome> Run(
        FederationSpecification specification, FederationState? start = null, FederationCatalogue? catalogue = null)
    {
        catalogue ??= FederationCatalogue.Default;
        var algorithm = catalogue.CreateAlgorithm(specification);
        return Run(specification, algorithm, catalogue.CreateAggregator(specification, algorithm), start);
    }

    /// <summary>Runs a federation with an algorithm and an aggregator that need not be in a catalogue.</summary>
    /// <param name="specification">The run; its names of an algorithm and an aggregator are ignored.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="aggregator">The aggregator.</param>
    /// <param name="start">The state to continue from; null starts from the beginning.</param>
    public static IEnumerable<RoundOutcome> Run(
        FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator, FederationState? start = null)
    {
        var state = start ?? FederationState.Initial(algorithm.InitialParameters);
        var schedule = state.StartSchedule(specification, algorithm);
        var federation = new SequentialRound(specification, algorithm, aggregator);
        if (start is null) yield return RoundOutcome.Initial(state);

        while (state.Round < specification.Rounds)
        {
            var outcome = federation.Run(federation.Open(schedule.Next(state.RefusedIn(state.Round)), state), state);
            state = state.After(outcome);
            yield return outcome;
        }
    }
}

using FedPG.Aggregation;
using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>
/// The federation as one loop, in the order of Algorithm 1 of arXiv 2505.23459. It is the reference for every other way
/// of running a federation: the same specification must give the same bits.
/// </summary>
public static class SequentialFederation
{
    /// <summary>Runs a federation, or goes on with one.</summary>
    /// <param name="specification">What to run.</param>
    /// <param name="start">Where to continue; null is from the beginning, and then round 0, the initial state, comes first.</param>
    /// <param name="catalogue">What the specification's names stand for; <see cref="FederationCatalogue.Default"/> when null.</param>
    /// <exception cref="SpecificationException">The specification does not fit together.</exception>
    public static IEnumerable<RoundOutcome> Run(
        FederationSpecification specification, FederationState? start = null, FederationCatalogue? catalogue = null)
    {
        catalogue ??= FederationCatalogue.Default;
        return Run(specification, catalogue.CreateAlgorithm(specification), catalogue.CreateAggregator(specification), start);
    }

    /// <summary>Runs a federation with an algorithm and an aggregator that need not be in the catalogues.</summary>
    /// <param name="specification">What to run; the names of algorithm and aggregator in it are not looked at.</param>
    /// <param name="algorithm">What agents and server compute.</param>
    /// <param name="aggregator">How updates become one.</param>
    /// <param name="start">Where to go on; null is from the beginning.</param>
    public static IEnumerable<RoundOutcome> Run(
        FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator, FederationState? start = null)
    {
        var state = start ?? FederationState.Initial(algorithm.InitialParameters);
        var schedule = state.StartSchedule(specification, algorithm);
        var federation = new SequentialRound(specification, algorithm, aggregator);
        if (start is null) yield return RoundOutcome.Initial(state);

        while (state.Round < specification.Rounds)
        {
            var outcome = federation.Run(schedule.Next(state.RefusedIn(state.Round)), state);
            state = state.After(outcome);
            yield return outcome;
        }
    }
}

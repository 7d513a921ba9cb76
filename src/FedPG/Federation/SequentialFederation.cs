using FedPG.Aggregation;
using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>
/// The federation as one loop, in the order of Algorithm 1 of arXiv 2505.23459. It is the reference for every other way
/// of running a federation: the same specification must give the same bits.
/// </summary>
public static class SequentialFederation
{
    /// <summary>Runs a federation; round 0, the initial state, comes first.</summary>
    /// <param name="specification">What to run.</param>
    /// <exception cref="SpecificationException">The specification does not fit together.</exception>
    public static IEnumerable<RoundOutcome> Run(FederationSpecification specification)
    {
        var algorithm = AlgorithmCatalogue.Create(specification);
        var aggregator = AggregatorCatalogue.Create(specification.Aggregator);
        return Run(specification, algorithm, aggregator);
    }

    /// <summary>Runs a federation with an algorithm and an aggregator that need not be in the catalogues.</summary>
    /// <param name="specification">What to run; the names of algorithm and aggregator in it are not looked at.</param>
    /// <param name="algorithm">What agents and server compute.</param>
    /// <param name="aggregator">How updates become one.</param>
    public static IEnumerable<RoundOutcome> Run(
        FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
    {
        var schedule = specification.StartSchedule(algorithm);
        var federation = new SequentialRound(specification, algorithm, aggregator);
        var outcome = new RoundOutcome(0, algorithm.InitialParameters, Participants: 0, default, default);
        IReadOnlyList<int> refused = [];
        yield return outcome;

        for (int round = 1; round <= specification.Rounds; round++)
        {
            (outcome, refused) = federation.Run(schedule.Next(refused), outcome.Parameters);
            yield return outcome;
        }
    }
}

using System.Runtime.InteropServices;
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

    private static IEnumerable<RoundOutcome> Run(
        FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
    {
        var learner = algorithm.CreateLearner();
        var layout = new EdgeLayout(algorithm.Participants, specification.EdgeSize);
        var update = new double[algorithm.ParameterCount];
        var partial = new double[algorithm.ParameterCount];
        var parameters = new double[algorithm.ParameterCount];
        yield return Outcome(0, parameters, participants: 0, default);

        for (int round = 1; round <= specification.Rounds; round++)
        {
            var broadcast = parameters;
            var average = new double[algorithm.ParameterCount];
            for (int edge = 0; edge < layout.EdgeCount; edge++)
            {
                Array.Clear(partial);
                for (int agent = layout.First(edge); agent < layout.First(edge) + layout.Size(edge); agent++)
                {
                    learner.Train(new LocalTask(specification.Seed, round, agent), broadcast, update);
                    aggregator.Add(partial, update, weight: 1);
                }

                aggregator.Merge(average, partial);
            }

            aggregator.Complete(average, algorithm.Participants);
            var moved = algorithm.Improve(average);
            parameters = average;
            yield return Outcome(round, parameters, algorithm.Participants, moved);
        }
    }

    /// <summary>The arrays are never written to again, so the outcome shares them.</summary>
    private static RoundOutcome Outcome(int round, double[] parameters, int participants, Policies.MassMoved moved) =>
        new(round, ImmutableCollectionsMarshal.AsImmutableArray(parameters), participants, moved);
}

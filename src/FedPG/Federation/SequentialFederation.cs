using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Participation;
using FedPG.Policies;

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
        var learner = algorithm.CreateLearner();
        var layout = new EdgeLayout(algorithm.Participants, specification.EdgeSize);
        var schedule = specification.StartSchedule(algorithm);
        var history = new BroadcastHistory();
        var update = new double[algorithm.ParameterCount];
        var partial = new double[algorithm.ParameterCount];
        var parameters = ImmutableArray.Create(new double[algorithm.ParameterCount]);
        IReadOnlyList<int> refusedBefore = [];
        yield return new RoundOutcome(0, parameters, Participants: 0, default, default);

        for (int round = 1; round <= specification.Rounds; round++)
        {
            var attendance = schedule.Next(refusedBefore);
            history.Add(round, parameters, attendance.OldestBroadcast);
            var average = new double[algorithm.ParameterCount];
            var refused = new List<int>();
            double weight = 0;
            int participants = 0;
            for (int edge = 0; edge < layout.EdgeCount; edge++)
            {
                Array.Clear(partial);
                double edgeWeight = 0;
                for (int agent = layout.First(edge); agent < layout.First(edge) + layout.Size(edge); agent++)
                {
                    var work = attendance[agent];
                    if (work.Attendance != Attendance.Counts) continue;
                    learner.Train(new LocalTask(specification.Seed, work.Broadcast, agent), history[work.Broadcast].AsSpan(), update);
                    if (!UpdateCheck.IsSound(update, algorithm.ParameterCount))
                    {
                        refused.Add(agent);
                        continue;
                    }

                    aggregator.Add(partial, update, work.Weight);
                    edgeWeight += work.Weight;
                    participants++;
                }

                aggregator.Merge(average, partial);
                weight += edgeWeight;
            }

            var moved = default(MassMoved);
            if (participants > 0)
            {
                aggregator.Complete(average, weight);
                moved = algorithm.Improve(average);
                parameters = ImmutableCollectionsMarshal.AsImmutableArray(average);
            }

            refusedBefore = refused;
            yield return new RoundOutcome(round, parameters, participants, moved, attendance.Tally with { Refused = refused.Count });
        }
    }
}

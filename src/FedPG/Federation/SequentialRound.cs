using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>One round after the other on one thread: every agent that takes part trains, the edges are summed, the sum becomes θ_{r+1}.</summary>
internal sealed class SequentialRound(FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
{
    private readonly ILearner _learner = algorithm.CreateLearner();
    private readonly EdgeLayout _layout = new(algorithm.Participants, specification.EdgeSize);
    private readonly double[] _update = new double[algorithm.ParameterCount];
    private readonly double[] _partial = new double[algorithm.ParameterCount];

    /// <summary>Runs a round.</summary>
    /// <param name="attendance">Who takes part.</param>
    /// <param name="state">What the rounds before have left: θ_r, and broadcasts that late updates are trained from.</param>
    /// <returns>What it leaves.</returns>
    public RoundOutcome Run(RoundAttendance attendance, FederationState state)
    {
        var average = new double[algorithm.ParameterCount];
        var refused = new List<int>();
        int participants = 0;
        double weight = 0, squares = 0;
        for (int edge = 0; edge < _layout.EdgeCount; edge++)
        {
            var (updates, edgeWeight, edgeSquares) = TrainEdge(edge, attendance, state, refused);
            aggregator.Merge(average, _partial);
            participants += updates;
            weight += edgeWeight;
            squares += edgeSquares;
        }

        var outcome = new RoundOutcome(
            attendance.Round, state.Parameters, participants, default, attendance.Tally with { Refused = refused.Count })
        {
            Refused = refused.ToImmutableArray(),
            OldestPending = attendance.OldestPending,
        };
        if (participants == 0) return outcome;
        aggregator.Complete(average, weight);
        double drift = Drift.Of(average, state.Parameters.AsSpan(), participants, squares, weight);
        var moved = algorithm.Improve(average);
        return outcome with { Parameters = ImmutableCollectionsMarshal.AsImmutableArray(average), Moved = moved, Drift = drift };
    }

    /// <summary>The edge's partial aggregate goes into its buffer.</summary>
    private (int Updates, double Weight, double Squares) TrainEdge(int edge, RoundAttendance attendance, FederationState state, List<int> refused)
    {
        Array.Clear(_partial);
        int updates = 0, first = _layout.First(edge);
        double weight = 0, squares = 0;
        for (int agent = first; agent < first + _layout.Size(edge); agent++)
        {
            var work = attendance[agent];
            if (work.Attendance != Attendance.Counts) continue;
            _learner.Train(new LocalTask(specification.Seed, work.Broadcast, agent), state.ParametersOf(work.Broadcast).AsSpan(), _update);
            if (!UpdateCheck.IsSound(_update, algorithm.ParameterCount))
            {
                refused.Add(agent);
                continue;
            }

            aggregator.Add(_partial, _update, work.Weight);
            weight += work.Weight;
            squares += Drift.Square(_update, state.Parameters.AsSpan(), work.Weight);
            updates++;
        }

        return (updates, weight, squares);
    }
}

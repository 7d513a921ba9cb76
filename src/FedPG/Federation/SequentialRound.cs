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
    private readonly BroadcastHistory _history = new();
    private readonly double[] _update = new double[algorithm.ParameterCount];
    private readonly double[] _partial = new double[algorithm.ParameterCount];

    /// <summary>Runs a round.</summary>
    /// <param name="attendance">Who takes part.</param>
    /// <param name="broadcast">θ_r.</param>
    /// <returns>What it leaves, and whose updates were refused.</returns>
    public (RoundOutcome Outcome, IReadOnlyList<int> Refused) Run(RoundAttendance attendance, ImmutableArray<double> broadcast)
    {
        _history.Add(attendance.Round, broadcast, attendance.OldestBroadcast);
        var average = new double[algorithm.ParameterCount];
        var refused = new List<int>();
        int participants = 0;
        double weight = 0, squares = 0;
        for (int edge = 0; edge < _layout.EdgeCount; edge++)
        {
            var (updates, edgeWeight, edgeSquares) = TrainEdge(edge, attendance, refused);
            aggregator.Merge(average, _partial);
            participants += updates;
            weight += edgeWeight;
            squares += edgeSquares;
        }

        var tally = attendance.Tally with { Refused = refused.Count };
        if (participants == 0) return (new RoundOutcome(attendance.Round, broadcast, participants, default, tally), refused);
        aggregator.Complete(average, weight);
        double drift = Drift.Of(average, broadcast.AsSpan(), participants, squares, weight);
        var moved = algorithm.Improve(average);
        var outcome = new RoundOutcome(attendance.Round, ImmutableCollectionsMarshal.AsImmutableArray(average), participants, moved, tally) { Drift = drift };
        return (outcome, refused);
    }

    /// <summary>The edge's partial aggregate goes into its buffer.</summary>
    private (int Updates, double Weight, double Squares) TrainEdge(int edge, RoundAttendance attendance, List<int> refused)
    {
        Array.Clear(_partial);
        int updates = 0, first = _layout.First(edge);
        double weight = 0, squares = 0;
        for (int agent = first; agent < first + _layout.Size(edge); agent++)
        {
            var work = attendance[agent];
            if (work.Attendance != Attendance.Counts) continue;
            _learner.Train(new LocalTask(specification.Seed, work.Broadcast, agent), _history[work.Broadcast].AsSpan(), _update);
            if (!UpdateCheck.IsSound(_update, algorithm.ParameterCount))
            {
                refused.Add(agent);
                continue;
            }

            aggregator.Add(_partial, _update, work.Weight);
            weight += work.Weight;
            squares += Drift.Square(_update, _history[attendance.Round].AsSpan(), work.Weight);
            updates++;
        }

        return (updates, weight, squares);
    }
}

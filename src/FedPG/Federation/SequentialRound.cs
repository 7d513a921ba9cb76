using System.Collections.Immutable;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>
/// Runs rounds on one thread: each participating agent trains alone, the updates are folded, and the root becomes θ_{r+1}.
/// </summary>
internal sealed class SequentialRound(FederationSpecification specification, IFederatedAlgorithm algorithm, IAggregator aggregator)
{
    private readonly ILearner _learner = algorithm.CreateLearner();
    private readonly RoundClosing _closing = new(specification.Seed, algorithm, aggregator);

    /// <summary>Runs a round.</summary>
    /// <param name="attendance">The attendance of the round.</param>
    /// <param name="state">The state after the preceding rounds: θ_r, and the broadcasts that late updates are trained from.</param>
    /// <returns>The outcome of the round.</returns>
    public RoundOutcome Run(RoundAttendance attendance, FederationState state)
    {
        var tree = new AggregateTree(aggregator, algorithm.Participants);
        var refused = ImmutableArray.CreateBuilder<int>();
        for (int agent = 0; agent < algorithm.Participants; agent++)
        {
            var work = attendance[agent];
            if (work.Attendance != Attendance.Counts) continue;
            double[] update = new double[algorithm.ParameterCount];
            _learner.Train(new LocalTask(specification.Seed, work.Broadcast, agent), state.ParametersOf(work.Broadcast).AsSpan(), update);
            bool isSound = UpdateCheck.IsSound(update, state.Parameters.AsSpan(), out double squaredDistance);
            if (isSound) tree.Add(agent, update, work.Weight, squaredDistance);
            else refused.Add(agent);
        }

        return _closing.Close(attendance, state.Parameters, tree.Close(), refused.ToImmutable());
    }
}

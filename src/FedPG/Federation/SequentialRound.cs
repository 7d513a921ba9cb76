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

    /// <summary>Runs a round.</summary>
    /// <param name="attendance">The attendance of the round.</param>
    /// <param name="state">The state after the preceding rounds: θ_r, and the broadcasts that late updates are trained from.</param>
    /// <returns>The outcome of the round.</returns>
    public RoundOutcome Run(RoundAttendance attendance, FederationState state)
    {
        var round = new OpenRound(specification.Seed, algorithm, aggregator, attendance, state);
        RoundOutcome? outcome;
        do
        {
            outcome = RunPhase(round, state);
        }
        while (outcome is null);

        return outcome;
    }

    private RoundOutcome? RunPhase(OpenRound round, FederationState state)
    {
        var tree = new AggregateTree(aggregator, algorithm.Participants);
        var refused = ImmutableArray.CreateBuilder<int>();
        var states = new List<AgentState>();
        for (int agent = 0; agent < algorithm.Participants; agent++)
        {
            var work = round.Attendance[agent];
            if (work.Attendance != Attendance.Counts) continue;
            double[] update = new double[algorithm.UpdateLength], own = new double[algorithm.AgentStateLength];
            state.Agents.CopyTo(agent, own);
            var task = new LocalTask(specification.Seed, work.Broadcast, agent) { Phase = round.Phase };
            _learner.Train(task, round.BroadcastOf(work.Broadcast).AsSpan(), update, own);
            bool isSound = UpdateCheck.IsSound(update, algorithm.UpdateLength, state.Parameters.AsSpan(), out double squaredDistance)
                && UpdateCheck.IsSound(own, own.Length);
            if (!isSound)
            {
                refused.Add(agent);
                continue;
            }

            tree.Add(agent, update, work.Weight, squaredDistance);
            if (own.Length > 0) states.Add(new AgentState(agent, [.. own]));
        }

        return round.Close(tree.Close(), refused.ToImmutable(), states);
    }
}

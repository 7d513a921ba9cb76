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

    /// <summary>One training of a phase.</summary>
    /// <param name="Agent">The participant.</param>
    /// <param name="Work">Its part in the round.</param>
    /// <param name="Update">The update, [<see cref="IFederatedAlgorithm.UpdateLength"/>].</param>
    /// <param name="State">The agent's state after the training.</param>
    /// <param name="IsSound">Whether the update counts.</param>
    /// <param name="SquaredDistance">‖θ^c − θ_r‖².</param>
    public readonly record struct Training(
        int Agent, AgentRound Work, double[] Update, double[] State, bool IsSound, double SquaredDistance);

    /// <summary>Opens the first phase of a round.</summary>
    /// <param name="attendance">The attendance of the round.</param>
    /// <param name="state">The state after the preceding rounds: θ_r, and the broadcasts that late updates are trained from.</param>
    public OpenRound Open(RoundAttendance attendance, FederationState state) =>
        new(specification.Seed, algorithm, aggregator, attendance, state);

    /// <summary>Runs a round.</summary>
    /// <param name="round">The open round.</param>
    /// <param name="state">The state after the preceding rounds.</param>
    /// <returns>The outcome of the round.</returns>
    public RoundOutcome Run(OpenRound round, FederationState state)
    {
        RoundOutcome? outcome;
        do
        {
            outcome = RunPhase(round, state);
        }
        while (outcome is null);

        return outcome;
    }

    /// <summary>The trainings of a phase, in the order of the agents.</summary>
    public IEnumerable<Training> Train(OpenRound round, FederationState state)
    {
        foreach (int agent in round.Attendance.Training)
        {
            var work = round.Attendance[agent];
            if (work.Attendance != Attendance.Counts) continue;
            double[] update = new double[algorithm.UpdateLength], own = new double[algorithm.AgentStateLength];
            state.Agents.CopyTo(agent, own);
            var task = AgentTraining.TaskOf(specification.Seed, agent, work, round.Phase);
            AgentTraining.Train(_learner, task, round, update, own);
            bool isSound = UpdateCheck.IsSound(update, algorithm.UpdateLength, state.Parameters.AsSpan(), out double squaredDistance)
                && UpdateCheck.IsSound(own, own.Length);
            yield return new Training(agent, work, update, own, isSound, squaredDistance);
        }
    }

    private RoundOutcome? RunPhase(OpenRound round, FederationState state)
    {
        var tree = new AggregateTree(aggregator, algorithm.Participants);
        var refused = ImmutableArray.CreateBuilder<int>();
        var states = new List<AgentState>();
        foreach (var trained in Train(round, state))
        {
            if (!trained.IsSound)
            {
                refused.Add(trained.Agent);
                continue;
            }

            tree.Add(trained.Agent, trained.Update, trained.Work.Weight, trained.SquaredDistance);
            if (trained.State.Length > 0) states.Add(new AgentState(trained.Agent, [.. trained.State]));
        }

        return round.Close(tree.Close(), refused.ToImmutable(), states);
    }
}

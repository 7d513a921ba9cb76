using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Algorithms;

/// <summary>A round as far as agents need it to train.</summary>
internal interface ITrainingRound
{
    /// <summary>How each agent takes part.</summary>
    RoundAttendance Attendance { get; }

    /// <summary>The broadcast of the round itself, or of an earlier one that an agent trains from.</summary>
    /// <param name="round">The round.</param>
    ImmutableArray<double> BroadcastOf(int round);
}

/// <summary>The local training of agents in a round: what they start from, and their updates from what they have trained.</summary>
internal static class AgentTraining
{
    /// <summary>The key of an agent's training: the first one, if its update has several.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="work">The agent's part in the round.</param>
    /// <param name="phase">The phase of the round, from 0.</param>
    public static LocalTask TaskOf(long seed, int agent, AgentRound work, int phase) =>
        new(seed, work.Trainings?.First ?? work.Broadcast, agent) { Phase = phase };

    /// <summary>Whether two agents can be trained in one batch: each once, and from the same broadcast.</summary>
    public static bool AreOneBatch(int one, int other, RoundAttendance attendance)
    {
        ArgumentNullException.ThrowIfNull(attendance);
        return attendance.IsEveryone || (attendance[one].Broadcast == attendance[other].Broadcast
            && IsSingle(attendance[one], attendance.Round) && IsSingle(attendance[other], attendance.Round));
    }

    /// <summary>Trains one agent.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="task">The key of the training.</param>
    /// <param name="round">The round in which the update counts.</param>
    /// <param name="update">The destination of the update.</param>
    /// <param name="state">The agent's state, replaced in place; empty if the algorithm's agents have none.</param>
    public static void Train(ILearner learner, LocalTask task, ITrainingRound round, double[] update, double[] state) =>
        TrainBatch(
            learner, new ReadOnlySpan<LocalTask>(in task), round,
            new ReadOnlySpan<double[]>(in update), new ReadOnlySpan<double[]>(in state));

    /// <summary>Trains the agents of one batch.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="tasks">The keys of the trainings, at least one.</param>
    /// <param name="round">The round in which the updates count.</param>
    /// <param name="updates">The destinations of the updates, one row per task.</param>
    /// <param name="states">The agents' states, replaced in place; empty if the algorithm's agents have none.</param>
    public static void TrainBatch(
        ILearner learner, ReadOnlySpan<LocalTask> tasks, ITrainingRound round, ReadOnlySpan<double[]> updates,
        ReadOnlySpan<double[]> states)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(round);
        var work = round.Attendance[tasks[0].Agent];
        if (IsSingle(work, round.Attendance.Round))
            learner.Train(new TrainingBatch(tasks, round.BroadcastOf(work.Broadcast).AsSpan(), updates, states));
        else
            TrainSeveral(learner, tasks[0], work, round, updates[0]);
    }

    /// <summary>Whether the update is θ^c of one training from <see cref="AgentRound.Broadcast"/>.</summary>
    private static bool IsSingle(AgentRound work, int round) =>
        work.Trainings is null || (work.Broadcast == round && work.Trainings.Scales is [1]);

    /// <summary>θ_r + (1/n) Σ s_k (θ^c_k − θ_k), see <see cref="CountedTrainings"/>.</summary>
    private static void TrainSeveral(ILearner learner, LocalTask first, AgentRound work, ITrainingRound round, double[] update)
    {
        var (scales, present) = (work.Trainings!.Scales, round.BroadcastOf(round.Attendance.Round));
        double[] change = new double[update.Length];
        for (int k = 0; k < scales.Length; k++)
        {
            var start = k == 0 ? round.BroadcastOf(work.Broadcast) : present;
            learner.Train(first with { Round = first.Round + k }, start.AsSpan(), update);
            for (int i = 0; i < change.Length; i++) change[i] += scales[k] * (update[i] - start[i]);
        }

        for (int i = 0; i < update.Length; i++) update[i] = present[i] + change[i] / scales.Length;
    }
}

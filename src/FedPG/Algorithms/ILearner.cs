namespace FedPG.Algorithms;

/// <summary>Local training: a pure function of each task and the broadcast. Owns its buffers, so it is not thread-safe.</summary>
public interface ILearner
{
    /// <summary>The number of participants to train together for the least time per participant. A batch may have any size.</summary>
    int Together => 1;

    /// <summary>Trains participants. Each update has the same bits as in a batch of one.</summary>
    /// <param name="batch">The tasks, the broadcast and the destinations of the updates.</param>
    void Train(in TrainingBatch batch);
}

/// <summary>Participants that train from the same broadcast.</summary>
/// <param name="tasks">One task per participant.</param>
/// <param name="broadcast">θ_r.</param>
/// <param name="updates">The destinations of the participants' θ^c, one row per task; a row is overwritten completely.</param>
/// <param name="states">The participants' states, one row per task, replaced in place; empty if the algorithm's agents have none.</param>
public readonly ref struct TrainingBatch(
    ReadOnlySpan<LocalTask> tasks, ReadOnlySpan<double> broadcast, ReadOnlySpan<double[]> updates, ReadOnlySpan<double[]> states = default)
{
    /// <summary>One task per participant.</summary>
    public ReadOnlySpan<LocalTask> Tasks { get; } = tasks;

    /// <summary>θ_r.</summary>
    public ReadOnlySpan<double> Broadcast { get; } = broadcast;

    /// <summary>The destinations of the participants' θ^c, one row per task.</summary>
    public ReadOnlySpan<double[]> Updates { get; } = updates;

    /// <summary>
    /// The states of the participants' agents, one row per task: on entry the state that the agent remembers (zeros before its first
    /// update has counted), on return the one to remember if the update counts. Empty if the algorithm's agents have none.
    /// </summary>
    public ReadOnlySpan<double[]> States { get; } = states;
}

/// <summary>The key of one local training.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The round, from 1; without synchronous rounds the number of the training among those of the participant.</param>
/// <param name="Agent">The participant, from 0.</param>
public readonly record struct LocalTask(long Seed, int Round, int Agent)
{
    /// <summary>The phase of the round, from 0; above 0 only in algorithms with several.</summary>
    public int Phase { get; init; }
}

/// <summary>Training of single participants.</summary>
public static class SingleTraining
{
    /// <summary>Trains one participant.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="task">The key of the training.</param>
    /// <param name="broadcast">θ_r.</param>
    /// <param name="update">The destination of θ^c.</param>
    /// <param name="state">The agent's state, replaced in place; null if the algorithm's agents have none.</param>
    public static void Train(
        this ILearner learner, LocalTask task, ReadOnlySpan<double> broadcast, double[] update, double[]? state = null)
    {
        ArgumentNullException.ThrowIfNull(learner);
        double[] own = state ?? [];
        learner.Train(
            new TrainingBatch(
                new ReadOnlySpan<LocalTask>(in task), broadcast,
                new ReadOnlySpan<double[]>(in update), new ReadOnlySpan<double[]>(in own)));
    }
}

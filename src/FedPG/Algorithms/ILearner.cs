namespace FedPG.Algorithms;

/// <summary>Local training: a pure function of each task and the broadcast. It owns its buffers and serves one thread.</summary>
public interface ILearner
{
    /// <summary>
    /// How many participants take the least time each when they are trained together. A batch may have any number of them.
    /// </summary>
    int Together => 1;

    /// <summary>Trains participants, each with the bits that it has in a batch of its own.</summary>
    /// <param name="batch">Who is trained, from what, and where the updates go.</param>
    void Train(in TrainingBatch batch);
}

/// <summary>Participants that train from the same broadcast.</summary>
/// <param name="tasks">One for each participant.</param>
/// <param name="broadcast">θ_r.</param>
/// <param name="updates">Where each participant's θ^c goes, one row per task; all of a row is written.</param>
public readonly ref struct TrainingBatch(ReadOnlySpan<LocalTask> tasks, ReadOnlySpan<double> broadcast, ReadOnlySpan<double[]> updates)
{
    /// <summary>One for each participant.</summary>
    public ReadOnlySpan<LocalTask> Tasks { get; } = tasks;

    /// <summary>θ_r.</summary>
    public ReadOnlySpan<double> Broadcast { get; } = broadcast;

    /// <summary>Where each participant's θ^c goes, one row per task.</summary>
    public ReadOnlySpan<double[]> Updates { get; } = updates;
}

/// <summary>The key of one local training.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Agent">The participant, from 0.</param>
public readonly record struct LocalTask(long Seed, int Round, int Agent);

/// <summary>Trainings of single participants.</summary>
public static class SingleTraining
{
    /// <summary>Trains one participant.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="task">The participant's random stream.</param>
    /// <param name="broadcast">θ_r.</param>
    /// <param name="update">Where θ^c goes.</param>
    public static void Train(this ILearner learner, LocalTask task, ReadOnlySpan<double> broadcast, double[] update)
    {
        ArgumentNullException.ThrowIfNull(learner);
        learner.Train(new TrainingBatch(new ReadOnlySpan<LocalTask>(in task), broadcast, new ReadOnlySpan<double[]>(in update)));
    }
}

using FedPG.Algorithms;

namespace FedPG.Actors.Runtime;

/// <summary>
/// What a thread trains with. A learner's buffers are large and belong to the thread, not to the agent: a million agents need a few of them.
/// </summary>
internal sealed class TrainingSeat(ILearner learner, int parameters)
{
    private long _trainings;

    /// <summary>The learner.</summary>
    public ILearner Learner { get; } = learner;

    /// <summary>What it writes updates to.</summary>
    public UpdateBuffers Buffers { get; } = new(parameters);

    /// <summary>How many trainings have ended here.</summary>
    public long Trainings => Volatile.Read(ref _trainings);

    /// <summary>Counts a training; only its own thread does.</summary>
    public void CountTraining() => Volatile.Write(ref _trainings, _trainings + 1);
}

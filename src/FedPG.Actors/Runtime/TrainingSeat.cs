using FedPG.Actors.Dispatch;
using FedPG.Actors.Links;
using FedPG.Aggregation;
using FedPG.Algorithms;

namespace FedPG.Actors.Runtime;

/// <summary>
/// What a thread trains with. A learner's buffers are large and belong to the thread, not to the agent: a million agents need a few of them.
/// </summary>
internal sealed class TrainingSeat
{
    private long _trainings;

    /// <summary>The calling thread's.</summary>
    public TrainingSeat(IFederatedAlgorithm algorithm, IAggregator aggregator, EdgeLayout layout)
    {
        Learner = algorithm.CreateLearner();
        Buffers = new UpdateBuffers(algorithm.ParameterCount);
        if (ComputeThread.Current is { } thread) Outbox = new UpdateOutbox(thread, Buffers, aggregator, layout);
    }

    /// <summary>The learner.</summary>
    public ILearner Learner { get; }

    /// <summary>What it writes updates to.</summary>
    public UpdateBuffers Buffers { get; }

    /// <summary>Where updates wait for others; null where the thread is none of the compute threads.</summary>
    public UpdateOutbox? Outbox { get; }

    /// <summary>How many trainings have ended here.</summary>
    public long Trainings => Volatile.Read(ref _trainings);

    /// <summary>Counts a training; only its own thread does.</summary>
    public void CountTraining() => Volatile.Write(ref _trainings, _trainings + 1);
}

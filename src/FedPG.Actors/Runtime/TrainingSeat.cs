using System.Runtime.InteropServices;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Links;
using FedPG.Algorithms;

namespace FedPG.Actors.Runtime;

/// <summary>
/// Where the agents that a thread runs are trained. A learner's buffers are large and belong to the thread, not to the agent: a million agents need a few of them.
/// Where two trainings take less time together, an agent's waits for the next one's, as long as the thread has other work.
/// </summary>
internal sealed class TrainingSeat : IOutbox
{
    private readonly long _seed;
    private readonly AgentLink _link;
    private readonly ILearner _learner;
    private readonly ComputeThread? _thread;
    private readonly UpdateOutbox? _outbox;
    private readonly bool _isByTwos;
    private AgentTraining? _waiting;
    private long _trainings;

    /// <summary>The calling thread's.</summary>
    public TrainingSeat(FederationPlan plan)
    {
        (_seed, _link, _learner) = (plan.Specification.Seed, plan.Link, plan.Algorithm.CreateLearner());
        Buffers = new UpdateBuffers(plan.Algorithm.ParameterCount);
        if (ComputeThread.Current is not { } thread || !plan.Link.IsReliable) return;
        (_thread, _isByTwos) = (thread, TrainingPairs.Suit(plan.Algorithm, _learner, thread.Pool.Threads));
        _outbox = new UpdateOutbox(thread.Index + 1, Buffers, plan.Aggregator, plan.Layout);
    }

    /// <summary>What it writes updates to.</summary>
    public UpdateBuffers Buffers { get; }

    /// <summary>How many trainings have ended here.</summary>
    public long Trainings => Volatile.Read(ref _trainings);

    /// <inheritdoc/>
    public int PatienceMilliseconds => _outbox?.PatienceMilliseconds ?? 0;

    /// <summary>Trains an agent and answers its edge: now, or with the next one. Only the seat's own thread may call it.</summary>
    public void Train(in AgentTraining training)
    {
        // Who is asked again is trained alone: what fails for two would be laid at the wrong one's door.
        if (!_isByTwos || training.Request.Transmission > 0) TrainAlone(training);
        else if (_waiting is not { } first) _waiting = training;
        else if (first.IsLike(training)) TrainBoth(first, training);
        else
        {
            TrainWaiting();
            _waiting = training;
        }

        _thread?.SendLater(this);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        TrainWaiting();
        _outbox?.Flush();
    }

    /// <summary>Trains who waits for a second one in vain. What goes wrong is the agent's to fail with, not that of whoever runs here now.</summary>
    private void TrainWaiting()
    {
        if (_waiting is not { } waiting) return;
        _waiting = null;
        try
        {
            TrainAlone(waiting);
        }
        catch (Exception error)
        {
            waiting.Actor.Tell(new TrainingFailed(waiting.Request, error), waiting.Edge);
        }
    }

    private void TrainAlone(in AgentTraining training)
    {
        double[] update = Buffers.Rent();
        _learner.Train(Task(training), training.Parameters, update);
        Answer(training, update);
    }

    private void TrainBoth(in AgentTraining first, in AgentTraining second)
    {
        _waiting = null;
        double[] update = Buffers.Rent(), secondUpdate = Buffers.Rent();
        try
        {
            _learner.TrainBoth(Task(first), Task(second), second.Parameters, update, secondUpdate);
        }
        catch (Exception error)
        {
            first.Actor.Tell(new TrainingFailed(first.Request, error), first.Edge);
            throw;
        }

        Answer(first, update);
        Answer(second, secondUpdate);
    }

    private LocalTask Task(in AgentTraining training) => new(_seed, training.Broadcast, training.Agent);

    private void Answer(in AgentTraining training, double[] update)
    {
        Volatile.Write(ref _trainings, _trainings + 1);
        _link.Answer(training.Actor, training.Edge, training.Request, training.Agent, ImmutableCollectionsMarshal.AsImmutableArray(update), _outbox);
    }
}

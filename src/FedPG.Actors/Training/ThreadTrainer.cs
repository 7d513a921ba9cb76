using System.Runtime.InteropServices;
using Akka.Actor;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Actors.Training;

/// <summary>
/// Trains the agents that run on one thread. Agents of a range are trained in batches, and their updates are folded on the same thread. A
/// learner's buffers are large and belong to the thread, not to the agent: a million agents need only a few of them.
/// </summary>
internal sealed class ThreadTrainer
{
    private readonly FederationPlan _plan;
    private readonly ILearner _learner;
    private readonly SpareArrays _spare;
    private readonly AggregateTree _tree;
    private readonly List<int> _refused = [];
    private readonly AgentTraining[] _gathered;
    private readonly LocalTask[] _tasks;
    private readonly double[][] _updates;
    private IActorRef? _edge;
    private TrainingRequest? _request;
    private int _count;
    private long _sent;
    private long _trainings;

    public ThreadTrainer(FederationPlan plan)
    {
        (_plan, _learner, _spare) = (plan, plan.Algorithm.CreateLearner(), new SpareArrays(plan.Algorithm.ParameterCount));
        _tree = new AggregateTree(plan.Aggregator, plan.Layout.Participants, _spare);
        BatchSize = Algorithms.BatchSize.On(plan.Algorithm, _learner, ComputeThread.Current?.Pool.Threads ?? 1);
        (_gathered, _tasks, _updates) = (new AgentTraining[BatchSize], new LocalTask[BatchSize], new double[BatchSize][]);
    }

    /// <summary>The run.</summary>
    public FederationPlan Plan => _plan;

    /// <summary>The number of agents trained together.</summary>
    public int BatchSize { get; }

    /// <summary>The number of trainings that have ended here, successfully or not.</summary>
    public long Trainings => Volatile.Read(ref _trainings);

    /// <summary>The number of trainings the batch still has room for.</summary>
    public int Room => _gathered.Length - _count;

    /// <summary>Begins a range: agents that answer its request on this thread are trained in batches until <see cref="End"/>.</summary>
    public void Begin(IActorRef edge, TrainingRequest request) => (_edge, _request, _sent) = (edge, request, Environment.TickCount64);

    /// <summary>Adds an agent's training to the range's batch, or trains the agent alone if the request belongs to no range, as retries
    /// do.</summary>
    public void Train(in AgentTraining training)
    {
        if (!ReferenceEquals(training.Request, _request))
        {
            TrainAlone(training);
            return;
        }

        if (_count > 0 && _gathered[0].Broadcast != training.Broadcast) TrainGathered();
        _gathered[_count++] = training;
    }

    /// <summary>Skips an agent of the range that is not asked.</summary>
    public void Skip(int agent) => _tree.AddEmpty(agent);

    /// <summary>Trains the batch and folds its updates.</summary>
    public void TrainGathered()
    {
        var gathered = _gathered.AsSpan(0, _count);
        _count = 0;
        if (gathered.IsEmpty) return;
        for (int i = 0; i < gathered.Length; i++) (_tasks[i], _updates[i]) = (TaskOf(gathered[i]), _spare.Rent());
        var batch = new TrainingBatch(_tasks.AsSpan(0, gathered.Length), gathered[0].Parameters, _updates.AsSpan(0, gathered.Length));
        if (TryTrain(batch) is not { } error)
        {
            for (int i = 0; i < gathered.Length; i++) Fold(gathered[i], _updates[i]);
        }
        else if (gathered.Length == 1)
        {
            Fail(gathered[0], error);
        }
        else
        {
            // Training is pure, so the trainings are repeated one by one: the one that throws again is at fault.
            for (int i = 0; i < gathered.Length; i++)
            {
                error = TryTrain(new TrainingBatch(batch.Tasks.Slice(i, 1), batch.Broadcast, batch.Updates.Slice(i, 1)));
                if (error is null) Fold(gathered[i], _updates[i]);
                else Fail(gathered[i], error);
            }
        }

        gathered.Clear();
        Volatile.Write(ref _trainings, _trainings + batch.Tasks.Length);

        // Finished updates are not held back by long trainings.
        if (Environment.TickCount64 != _sent) Send();
    }

    /// <summary>Ends a range: trains the rest of its batch and sends the folded updates.</summary>
    public void End()
    {
        TrainGathered();
        Send();
        (_edge, _request) = (null, null);
    }

    /// <summary>Ends a range without a result, after an error.</summary>
    public void Abandon()
    {
        (_edge, _request, _count) = (null, null, 0);
        _tree.Clear();
        _refused.Clear();
    }

    private void TrainAlone(in AgentTraining training)
    {
        double[] update = new double[_plan.Algorithm.ParameterCount];
        try
        {
            _learner.Train(TaskOf(training), training.Parameters, update);
        }
        finally
        {
            Volatile.Write(ref _trainings, _trainings + 1);
        }

        var parameters = ImmutableCollectionsMarshal.AsImmutableArray(update);
        _plan.Link.Answer(training.Actor, training.Edge, training.Request, training.Agent, parameters);
    }

    private Exception? TryTrain(in TrainingBatch batch)
    {
        try
        {
            _learner.Train(batch);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private static void Fail(in AgentTraining training, Exception reason) =>
        training.Actor.Tell(new TrainingFailed(training.Request, reason), training.Edge);

    private void Fold(in AgentTraining training, double[] update)
    {
        var broadcast = training.Request.Broadcast;
        if (UpdateCheck.IsSound(update, broadcast.Parameters.AsSpan(), out double squaredDistance))
        {
            _tree.Add(training.Agent, update, broadcast.Attendance.WeightOf(training.Agent), squaredDistance);
            return;
        }

        _refused.Add(training.Agent);
        _tree.AddEmpty(training.Agent);
        _spare.Return(update);
    }

    private void Send()
    {
        _sent = Environment.TickCount64;
        if (_tree.Parts.Count == 0) return;
        _edge!.Tell(new RangeUpdate(_request!.Run, _request.Round, _tree.Take()) { Refused = [.. _refused] }, ActorRefs.NoSender);
        _refused.Clear();
    }

    private LocalTask TaskOf(in AgentTraining training) => new(_plan.Specification.Seed, training.Broadcast, training.Agent);
}

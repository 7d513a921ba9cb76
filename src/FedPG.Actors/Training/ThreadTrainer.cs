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
    private readonly List<AgentState> _newStates = [];
    private readonly AgentTraining[] _gathered;
    private readonly LocalTask[] _tasks;
    private readonly double[][] _updates;

    // Empty if the algorithm's agents remember nothing.
    private readonly double[][] _states;
    private IActorRef? _edge;
    private TrainingRequest? _request;
    private int _count;
    private long _sent;
    private long _trainings;

    public ThreadTrainer(FederationPlan plan)
    {
        (_plan, _learner, _spare) = (plan, plan.Algorithm.CreateLearner(), new SpareArrays(plan.Algorithm.UpdateLength));
        _tree = new AggregateTree(plan.Aggregator, plan.Layout.Participants, _spare);
        BatchSize = Algorithms.BatchSize.On(plan.Algorithm, _learner, ComputeThread.Current?.Pool.Threads ?? 1);
        (_gathered, _tasks, _updates) = (new AgentTraining[BatchSize], new LocalTask[BatchSize], new double[BatchSize][]);
        _states = plan.Algorithm.AgentStateLength == 0 ? [] : new double[BatchSize][];
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
        if (TryTrain(gathered, 0, gathered.Length) is not { } error)
        {
            for (int i = 0; i < gathered.Length; i++) Fold(gathered[i], i);
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
                error = TryTrain(gathered, i, 1);
                if (error is null) Fold(gathered[i], i);
                else Fail(gathered[i], error);
            }
        }

        Volatile.Write(ref _trainings, _trainings + gathered.Length);
        gathered.Clear();

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
        _newStates.Clear();
    }

    private void TrainAlone(in AgentTraining training)
    {
        double[] update = new double[_plan.Algorithm.UpdateLength], state = StateOf(training);
        try
        {
            _learner.Train(TaskOf(training), training.Parameters, update, state);
        }
        finally
        {
            Volatile.Write(ref _trainings, _trainings + 1);
        }

        var answer = new LocalUpdate(
            training.Request.Run, training.Request.Round, training.Agent, ImmutableCollectionsMarshal.AsImmutableArray(update))
        {
            State = ImmutableCollectionsMarshal.AsImmutableArray(state),
        };
        _plan.Link.Answer(training.Actor, training.Edge, training.Request, answer);
    }

    /// <summary>Trains a part of the batch from the agents' states before the round; null or the exception.</summary>
    private Exception? TryTrain(ReadOnlySpan<AgentTraining> gathered, int first, int count)
    {
        try
        {
            for (int i = first; i < first + count && _states.Length > 0; i++) _states[i] = StateOf(gathered[i]);
            var states = _states.Length > 0 ? _states.AsSpan(first, count) : [];
            _learner.Train(
                new TrainingBatch(
                    _tasks.AsSpan(first, count), gathered[first].Parameters, _updates.AsSpan(first, count), states));
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private static void Fail(in AgentTraining training, Exception reason) =>
        training.Actor.Tell(new TrainingFailed(training.Request, reason), training.Edge);

    private void Fold(in AgentTraining training, int place)
    {
        var broadcast = training.Request.Broadcast;
        double[] update = _updates[place], state = _states.Length > 0 ? _states[place] : [];
        if (_plan.IsSound(update, state, broadcast, out double squaredDistance))
        {
            if (state.Length > 0) _newStates.Add(new AgentState(training.Agent, ImmutableCollectionsMarshal.AsImmutableArray(state)));
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
        var update = new RangeUpdate(_request!.Run, _request.Round, _tree.Take()) { Refused = [.. _refused], States = [.. _newStates] };
        _edge!.Tell(update, ActorRefs.NoSender);
        _refused.Clear();
        _newStates.Clear();
    }

    private LocalTask TaskOf(in AgentTraining training) =>
        new(_plan.Specification.Seed, training.Broadcast, training.Agent) { Phase = training.Request.Broadcast.Phase };

    /// <summary>A copy of the agent's state before the round, which the training replaces.</summary>
    private double[] StateOf(in AgentTraining training)
    {
        if (_plan.Algorithm.AgentStateLength == 0) return [];
        double[] state = new double[_plan.Algorithm.AgentStateLength];
        training.Request.Broadcast.States.CopyTo(training.Agent, state);
        return state;
    }
}

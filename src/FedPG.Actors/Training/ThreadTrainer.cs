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
    private readonly IActorRef[] _agents;
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
        IsLong = !Algorithms.BatchSize.IsShort(plan.Algorithm);
        (_agents, _tasks, _updates) = (new IActorRef[BatchSize], new LocalTask[BatchSize], new double[BatchSize][]);
        _states = plan.Algorithm.AgentStateLength == 0 ? [] : new double[BatchSize][];
    }

    /// <summary>The run.</summary>
    public FederationPlan Plan => _plan;

    /// <summary>The number of agents trained together.</summary>
    public int BatchSize { get; }

    /// <summary>Whether a training takes so long that work for idle threads should be ready before it begins.</summary>
    public bool IsLong { get; }

    /// <summary>The number of trainings that have ended here, successfully or not.</summary>
    public long Trainings => Volatile.Read(ref _trainings);

    /// <summary>The number of trainings the batch still has room for.</summary>
    public int Room => BatchSize - _count;

    /// <summary>Begins a range: agents that answer its request on this thread are trained in batches until <see cref="End"/>.</summary>
    public void Begin(IActorRef edge, TrainingRequest request) => (_edge, _request, _sent) = (edge, request, Environment.TickCount64);

    /// <summary>Adds an agent's training to the range's batch, or trains the agent alone if the request belongs to no range, as retries
    /// do.</summary>
    /// <param name="agent">The agent's actor.</param>
    /// <param name="edge">The edge that sent the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="task">The key of the training.</param>
    public void Train(IActorRef agent, IActorRef edge, TrainingRequest request, LocalTask task)
    {
        if (!ReferenceEquals(request, _request))
        {
            TrainAlone(agent, edge, request, task);
            return;
        }

        if (_count > 0 && !AgentTraining.AreOneBatch(_tasks[0].Agent, task.Agent, request.Broadcast.Attendance)) TrainGathered();
        (_agents[_count], _tasks[_count]) = (agent, task);
        _count++;
    }

    /// <summary>Skips an agent of the range that is not asked.</summary>
    public void Skip(int agent) => _tree.AddEmpty(agent);

    /// <summary>Trains the batch and folds its updates.</summary>
    public void TrainGathered()
    {
        if (_count == 0) return;
        for (int i = 0; i < _count; i++) _updates[i] = _spare.Rent();
        var error = TryTrain(0, _count);

        // Training is pure, so after an error the trainings are repeated one by one: the one that throws again is at fault.
        bool isRepeated = error is not null && _count > 1;
        for (int i = 0; i < _count; i++)
        {
            if (isRepeated) error = TryTrain(i, 1);
            if (error is null) Fold(i);
            else _agents[i].Tell(new TrainingFailed(_request!, error), _edge);
        }

        Volatile.Write(ref _trainings, _trainings + _count);
        _count = 0;

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

    private void TrainAlone(IActorRef agent, IActorRef edge, TrainingRequest request, LocalTask task)
    {
        double[] update = new double[_plan.Algorithm.UpdateLength], state = StateOf(task.Agent, request.Broadcast);
        try
        {
            AgentTraining.Train(_learner, task, request.Broadcast, update, state);
        }
        finally
        {
            Volatile.Write(ref _trainings, _trainings + 1);
        }

        var answer = new LocalUpdate(request.Run, request.Round, task.Agent, ImmutableCollectionsMarshal.AsImmutableArray(update))
        {
            State = ImmutableCollectionsMarshal.AsImmutableArray(state),
        };
        _plan.Link.Answer(agent, edge, request, answer);
    }

    /// <summary>Trains a part of the batch from the agents' states before the round; null or the exception.</summary>
    private Exception? TryTrain(int first, int count)
    {
        try
        {
            var broadcast = _request!.Broadcast;
            for (int i = first; i < first + count && _states.Length > 0; i++) _states[i] = StateOf(_tasks[i].Agent, broadcast);
            var states = _states.Length > 0 ? _states.AsSpan(first, count) : [];
            AgentTraining.TrainBatch(_learner, _tasks.AsSpan(first, count), broadcast, _updates.AsSpan(first, count), states);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private void Fold(int place)
    {
        var (broadcast, agent, update) = (_request!.Broadcast, _tasks[place].Agent, _updates[place]);
        double[] state = _states.Length > 0 ? _states[place] : [];
        if (_plan.IsSound(update, state, broadcast, out double squaredDistance))
        {
            if (state.Length > 0) _newStates.Add(new AgentState(agent, ImmutableCollectionsMarshal.AsImmutableArray(state)));
            _tree.Add(agent, update, broadcast.Attendance.WeightOf(agent), squaredDistance);
            return;
        }

        _refused.Add(agent);
        _tree.AddEmpty(agent);
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

    /// <summary>A copy of the agent's state before the round, which the training replaces.</summary>
    private double[] StateOf(int agent, Broadcast broadcast)
    {
        double[] state = new double[_plan.Algorithm.AgentStateLength];
        if (state.Length > 0) broadcast.States.CopyTo(agent, state);
        return state;
    }
}

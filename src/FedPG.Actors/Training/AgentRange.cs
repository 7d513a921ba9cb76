using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Training;

/// <summary>
/// A range of consecutive agents of an edge in a round: the unit of work that is queued, stolen, trained in batches and folded. The thread
/// that runs a range sends the request to one agent after another, and each hands its training to the thread immediately. An idle thread
/// steals the upper half of the rest.
/// </summary>
internal sealed class AgentRange : ISplittable
{
    private readonly FederationPlan _plan;
    private readonly IActorRef _edge;
    private readonly TrainingRequest _request;
    private readonly IActorRef?[] _agents;
    private readonly int _first;
    private long _left;
    private int _batch = 1;

    /// <summary>Creates a range of all agents of an edge.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="request">The edge's request.</param>
    /// <param name="agents">The edge's agents by member number; an agent that is missing now is asked by the edge itself.</param>
    /// <param name="first">The number of the edge's first agent.</param>
    public AgentRange(FederationPlan plan, IActorRef edge, TrainingRequest request, IActorRef?[] agents, int first)
        : this(plan, edge, request, agents, first, 0, agents.Length)
    {
    }

    private AgentRange(FederationPlan plan, IActorRef edge, TrainingRequest request, IActorRef?[] agents, int first, int next, int end) =>
        (_plan, _edge, _request, _agents, _first, _left) = (plan, edge, request, agents, first, Pack(next, end));

    /// <inheritdoc/>
    public bool CanSplit => Unpack(Volatile.Read(ref _left)) is var (next, end) && MiddleOf(next, end) < end;

    /// <summary>Trains the rest of the range, or a part of it if other work has been queued for this thread.</summary>
    public void Run()
    {
        if (_plan.IsOver) return;
        var (trainer, thread) = (_plan.Trainer, ComputeThread.Current!);
        try
        {
            trainer.Begin(_edge, _request);
            _batch = trainer.BatchSize;
            thread.Share(this);
            if (!TryFinish(trainer, thread)) thread.Defer(this);
            thread.Share(null);
            trainer.End();
        }
        catch (Exception error)
        {
            // Not an agent's error: those are sent to the agents.
            thread.Share(null);
            trainer.Abandon();
            _edge.Tell(new RoundFailed(_request.Run, _request.Round, Agent: null, error), ActorRefs.NoSender);
        }
    }

    /// <summary>False if other work was queued meanwhile: an edge whose agent has crashed must not wait for the rest of the
    /// range.</summary>
    private bool TryFinish(ThreadTrainer trainer, ComputeThread thread)
    {
        var attendance = _request.Broadcast.Attendance;
        long before = thread.Own.Pushes;
        while (TryTake(trainer.Room, out int next, out int end))
        {
            for (; next < end; next++)
            {
                if (!attendance.IsEveryone && !attendance[_first + next].IsAsked) trainer.Skip(_first + next);
                else if (_agents[next] is { } agent) thread.TellAtOnce(agent, _request, _edge);
            }

            if (trainer.Room == 0) trainer.TrainGathered();
            if (thread.Own.Pushes != before) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Execute() => Run();

    /// <inheritdoc/>
    public bool TrySplit([NotNullWhen(true)] out IRunnable? upper)
    {
        while (true)
        {
            long left = Volatile.Read(ref _left);
            var (next, end) = Unpack(left);
            int middle = MiddleOf(next, end);
            upper = null;
            if (middle >= end) return false;
            if (Interlocked.CompareExchange(ref _left, Pack(next, middle), left) != left) continue;
            upper = new AgentRange(_plan, _edge, _request, _agents, _first, middle, end);
            return true;
        }
    }

    private bool TryTake(int most, out int next, out int end)
    {
        while (true)
        {
            long left = Volatile.Read(ref _left);
            (next, end) = Unpack(left);
            if (next >= end) return false;
            int taken = Math.Min(end, next + most);
            if (Interlocked.CompareExchange(ref _left, Pack(taken, end), left) != left) continue;
            end = taken;
            return true;
        }
    }

    /// <summary>The middle, rounded up to a multiple of the batch size, so that batches stay full.</summary>
    private int MiddleOf(int next, int end)
    {
        int batch = _batch, half = next + (end - next) / 2;
        return (half + batch - 1) / batch * batch;
    }

    private static long Pack(int next, int end) => (long)next << 32 | (uint)end;

    private static (int Next, int End) Unpack(long left) => ((int)(left >> 32), (int)left);
}

using Akka.Actor;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;
using FedPG.Actors.Protocol;

namespace FedPG.Actors.Training;

/// <summary>
/// A range of consecutive agents of an edge in a round: the unit of work that is queued, stolen, trained in batches and folded. The thread
/// that runs a range sends the request to one agent after another, and each hands its training to the thread immediately. While other
/// threads are idle, the thread splits off half of the rest for them.
/// </summary>
/// <param name="plan">The run.</param>
/// <param name="edge">The edge.</param>
/// <param name="request">The edge's request.</param>
/// <param name="agents">The edge's agents by member number; an agent that is missing now is asked by the edge itself.</param>
/// <param name="first">The number of the edge's first agent.</param>
/// <param name="next">The range's first member.</param>
/// <param name="end">The end of the range, exclusive.</param>
internal sealed class AgentRange(
    FederationPlan plan, IActorRef edge, TrainingRequest request, IActorRef?[] agents, int first, int next, int end) : IRunnable
{
    private int _next = next;
    private int _end = end;

    /// <summary>Trains the rest of the range, or a part of it if other work has been queued for this thread.</summary>
    public void Run()
    {
        if (plan.IsOver) return;
        var (trainer, thread) = (plan.Trainer, ComputeThread.Current!);
        try
        {
            trainer.Begin(edge, request);
            if (!TryFinish(trainer, thread)) thread.Push(this, isDeferred: true);
            trainer.End();
        }
        catch (Exception error)
        {
            // Not an agent's error: those are sent to the agents.
            trainer.Abandon();
            edge.Tell(new RoundFailed(request.Run, request.Round, Agent: null, error), ActorRefs.NoSender);
        }
    }

    /// <inheritdoc/>
    public void Execute() => Run();

    /// <summary>False if other work was queued meanwhile: an edge whose agent has crashed must not wait for the rest.</summary>
    private bool TryFinish(ThreadTrainer trainer, ComputeThread thread)
    {
        var attendance = request.Broadcast.Attendance;
        long pushes = thread.Pushes;
        while (_next < _end && thread.Pushes == pushes)
        {
            while (thread.Queued < Wanted(trainer, thread.Pool) && TrySplit(trainer.BatchSize, thread.Index % 2 == 1) is { } other)
            {
                thread.Push(other);
                pushes++;
            }

            for (int stop = Math.Min(_end, _next + trainer.Room); _next < stop; _next++)
            {
                if (!attendance.IsEveryone && !attendance[first + _next].Trains) trainer.Skip(first + _next);
                else if (agents[_next] is { } agent)
                    thread.RunAtOnce(static send => send.To.Tell(send.Request, send.From), (To: agent, Request: request, From: edge));
            }

            if (trainer.Room == 0) trainer.TrainGathered();
        }

        return _next == _end;
    }

    /// <summary>The amount of work to keep ready for other threads, with long trainings also for those that become idle.</summary>
    private static int Wanted(ThreadTrainer trainer, ComputePool pool) =>
        trainer.IsLong && pool.Threads > 1 ? Math.Max(1, pool.Idle) : pool.Idle;

    /// <summary>Half of the rest in full batches, or null. Neighbouring threads keep different halves, so agents stay on them.</summary>
    private AgentRange? TrySplit(int batch, bool keepsUpper)
    {
        int middle = _next + (_end - _next + 2 * batch - 1) / (2 * batch) * batch;
        if (middle >= _end) return null;
        var (from, to) = keepsUpper ? (_next, middle) : (middle, _end);
        (_next, _end) = keepsUpper ? (middle, _end) : (_next, middle);
        return new AgentRange(plan, edge, request, agents, first, from, to);
    }
}

using Akka.Actor;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>One thread of a <see cref="ComputePool"/>.</summary>
internal sealed class ComputeThread(ComputePool pool, int index)
{
    private bool _runsAtOnce;
    private ISplittable? _running;

    [ThreadStatic]
    private static ComputeThread? s_current;

    /// <summary>The calling thread if it is a compute thread, or else null.</summary>
    public static ComputeThread? Current => s_current;

    /// <summary>The pool the thread belongs to.</summary>
    public ComputePool Pool { get; } = pool;

    /// <summary>The thread's number in the pool.</summary>
    public int Index { get; } = index;

    /// <summary>The thread's own work.</summary>
    public WorkDeque Own { get; } = new();

    /// <summary>The number of times the thread has looked for work.</summary>
    public int Turn { get; set; }

    /// <summary>The current work, if other threads may steal a part of it.</summary>
    public ISplittable? Running => Volatile.Read(ref _running);

    /// <summary>Lets other threads steal parts of the given work from now on; null ends this.</summary>
    public void Share(ISplittable? work)
    {
        Volatile.Write(ref _running, work);
        if (work is { CanSplit: true }) Pool.WakeOne();
    }

    /// <summary>Lets an idle actor handle a message, or start, immediately on this thread instead of queueing its mailbox.</summary>
    /// <param name="act">Sends the message or creates the actor. The first mailbox that it schedules runs immediately.</param>
    public void RunAtOnce(Action act)
    {
        _runsAtOnce = true;
        act();
        _runsAtOnce = false;
    }

    /// <summary>Lets an idle actor handle a message immediately on this thread instead of queueing its mailbox.</summary>
    public void TellAtOnce(IActorRef receiver, object message, IActorRef sender)
    {
        _runsAtOnce = true;
        receiver.Tell(message, sender);
        _runsAtOnce = false;
    }

    /// <summary>Runs a mailbox if it is to run immediately; false if it has to be queued.</summary>
    public bool TryRunAtOnce(IRunnable mailbox)
    {
        if (!_runsAtOnce) return false;
        _runsAtOnce = false;
        mailbox.Run();
        return true;
    }

    /// <summary>Queues work so that it runs after the newest work.</summary>
    public void Defer(IRunnable work)
    {
        bool hasNewest = Own.TryTakeNewest(out var newest);
        Own.Push(work);
        if (hasNewest) Own.Push(newest!);
    }

    public void Start(string name) => new Thread(() =>
    {
        s_current = this;
        Pool.Work(this);
    })
    {
        IsBackground = true,
        Name = name,
    }.Start();
}

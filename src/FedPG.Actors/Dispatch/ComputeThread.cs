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

    /// <summary>The calling thread, if it is a compute thread.</summary>
    public static ComputeThread? Current => s_current;

    /// <summary>Whose it is.</summary>
    public ComputePool Pool { get; } = pool;

    /// <summary>Its number in the pool.</summary>
    public int Index { get; } = index;

    /// <summary>What it is to run.</summary>
    public WorkDeque Own { get; } = new();

    /// <summary>How often it has looked for work.</summary>
    public int Turn { get; set; }

    /// <summary>What it runs now, where others may take a part of that.</summary>
    public ISplittable? Running => Volatile.Read(ref _running);

    /// <summary>Runs work that others may take a part of from now on; null is none.</summary>
    public void Share(ISplittable? work)
    {
        Volatile.Write(ref _running, work);
        if (work is { CanSplit: true }) Pool.WakeOne();
    }

    /// <summary>Has an idle actor handle a message, or begin, here and now instead of queueing its mailbox.</summary>
    /// <param name="act">What sends the message or makes the actor; of the mailboxes that it fills, the first is run.</param>
    public void RunAtOnce(Action act)
    {
        _runsAtOnce = true;
        act();
        _runsAtOnce = false;
    }

    /// <summary>Has an idle actor handle a message here and now instead of queueing its mailbox.</summary>
    public void TellAtOnce(IActorRef receiver, object message, IActorRef sender)
    {
        _runsAtOnce = true;
        receiver.Tell(message, sender);
        _runsAtOnce = false;
    }

    /// <summary>Runs a mailbox that is to be run at once; false where it has to be queued.</summary>
    public bool TryRunAtOnce(IRunnable mailbox)
    {
        if (!_runsAtOnce) return false;
        _runsAtOnce = false;
        mailbox.Run();
        return true;
    }

    /// <summary>Queues work behind what has been queued last.</summary>
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

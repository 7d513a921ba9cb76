using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>A thread of a <see cref="ComputePool"/> and its work: it adds and takes the newest, others steal the oldest.</summary>
internal sealed class ComputeThread(ComputePool pool, int index)
{
    [ThreadStatic]
    private static ComputeThread? s_current;

    private readonly Lock _lock = new();
    private readonly LinkedList<IRunnable> _newestFirst = [];
    private int _queued;
    private bool _runsAtOnce;

    /// <summary>The calling thread if it is a compute thread, or else null.</summary>
    public static ComputeThread? Current => s_current;

    /// <summary>The pool the thread belongs to.</summary>
    public ComputePool Pool { get; } = pool;

    /// <summary>The thread's number in the pool.</summary>
    public int Index { get; } = index;

    /// <summary>The number of times the thread has looked for work.</summary>
    public int Turn { get; set; }

    /// <summary>The amount of work that is queued. Other threads may reduce it at any time.</summary>
    public int Queued => Volatile.Read(ref _queued);

    /// <summary>The number of times the thread has added work to its own.</summary>
    public long Pushes { get; private set; }

    /// <summary>Adds work as the newest. Only the thread itself adds work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="isDeferred">Whether the work comes after the newest instead.</param>
    public void Push(IRunnable work, bool isDeferred = false)
    {
        lock (_lock)
        {
            if (isDeferred && _newestFirst.First is { } newest) _newestFirst.AddAfter(newest, work);
            else _newestFirst.AddFirst(work);
            Volatile.Write(ref _queued, _newestFirst.Count);
        }

        Pushes++;
        Pool.WakeOne();
    }

    /// <summary>Takes the newest or the oldest work; false if there is none.</summary>
    public bool TryTake(bool isNewest, [NotNullWhen(true)] out IRunnable? work)
    {
        work = null;
        if (Queued == 0) return false;
        lock (_lock)
        {
            if ((isNewest ? _newestFirst.First : _newestFirst.Last) is not { } taken) return false;
            _newestFirst.Remove(taken);
            Volatile.Write(ref _queued, _newestFirst.Count);
            work = taken.Value;
            return true;
        }
    }

    /// <summary>Lets an idle actor handle a message, or start, immediately on this thread instead of queueing its mailbox.</summary>
    /// <param name="act">Sends the message or creates the actor. The first mailbox that it schedules runs immediately.</param>
    /// <param name="state">What <paramref name="act"/> needs.</param>
    public void RunAtOnce<T>(Action<T> act, T state)
    {
        _runsAtOnce = true;
        try
        {
            act(state);
        }
        finally
        {
            _runsAtOnce = false;
        }
    }

    /// <summary>Runs a mailbox if it is to run immediately; false if it has to be queued.</summary>
    public bool TryRunAtOnce(IRunnable mailbox)
    {
        if (!_runsAtOnce) return false;
        _runsAtOnce = false;
        mailbox.Run();
        return true;
    }

    public void Start(string name) => new Thread(() =>
    {
        s_current = this;
        Pool.Work(this);
    })
    { IsBackground = true, Name = name }.Start();
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Work-stealing compute threads with one deque each, after Blumofe and Leiserson (J. ACM 46, 1999). A thread runs its newest work first;
/// an idle thread steals another's oldest work, or half of the range of agents that another is training. The messages that a training sends
/// up are therefore handled soon and without waking another thread.
/// </summary>
internal sealed class ComputePool
{
    /// <summary>How long an idle thread searches for work before it sleeps: about the time it takes to wake a thread.</summary>
    private static readonly long SearchTicks = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// A search checks other threads' deques this many times less often than its own, because each check invalidates cache lines of the
    /// other threads.
    /// </summary>
    private const int LooksAtOthers = 16;

    private readonly WorkDeque _outside = new();
    private readonly ComputeThread[] _threads;
    private readonly Action<Exception> _report;
    private readonly object _sleepers = new();
    private int _permits;
    private int _searching;
    private int _asleep;
    private volatile bool _isEnding;

    /// <summary>Starts the threads.</summary>
    /// <param name="name">The prefix of the threads' names.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="report">Receives the exceptions of work that threw.</param>
    public ComputePool(string name, int threads, Action<Exception> report)
    {
        _report = report;
        _threads = [.. Enumerable.Range(0, threads).Select(i => new ComputeThread(this, i))];
        foreach (var thread in _threads) thread.Start(FormattableString.Invariant($"{name}-{thread.Index}"));
    }

    /// <summary>The number of threads.</summary>
    public int Threads => _threads.Length;

    /// <summary>Adds work; false when the pool is ending.</summary>
    public bool TryAdd(IRunnable work)
    {
        if (_isEnding) return false;
        if (ComputeThread.Current is { } current && current.Pool == this)
        {
            Add(current, work);
        }
        else
        {
            _outside.Push(work);
            WakeOne();
        }

        return true;
    }

    /// <summary>Adds work to the deque of the calling thread.</summary>
    public void Add(ComputeThread current, IRunnable work)
    {
        current.Own.Push(work);
        WakeOne();
    }

    /// <summary>Ends the threads after all work is done.</summary>
    public void End()
    {
        _isEnding = true;
        lock (_sleepers) Monitor.PulseAll(_sleepers);
    }

    /// <summary>Runs work on the calling thread until the pool ends.</summary>
    public void Work(ComputeThread thread)
    {
        while (TryNext(thread, out var work))
        {
            try
            {
                work.Run();
            }
            catch (Exception error)
            {
                // Actors handle their own errors: this one is from Akka itself, and the thread must survive it.
                _report(error);
            }
        }
    }

    private bool TryNext(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        if (TryFindOwn(thread, out work) || TrySteal(thread, out work)) return true;

        // A thread that adds work relies on a searching thread to find it and to wake another one if there is more. So a thread searches
        // after a sleep too.
        while (!TrySearch(thread, out work))
        {
            if (_isEnding) return false;
            Sleep();
        }

        return true;
    }

    /// <summary>
    /// Takes the thread's own newest work, but occasionally work from outside or its own oldest, so that neither starves behind work that
    /// keeps adding new work.
    /// </summary>
    private bool TryFindOwn(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        int turn = thread.Turn++;
        if (turn % 4 == 0 && _outside.TryTakeOldest(out work)) return true;
        if (turn % 64 == 1 && thread.Own.TryTakeOldest(out work)) return true;
        return thread.Own.TryTakeNewest(out work) || _outside.TryTakeOldest(out work);
    }

    private bool TrySteal(ComputeThread thief, [NotNullWhen(true)] out IRunnable? work)
    {
        for (int i = 1; i < _threads.Length; i++)
        {
            var victim = _threads[(thief.Index + i) % _threads.Length];
            if (victim.Own.TryTakeOldest(out work) || (victim.Running is { } running && running.TrySplit(out work))) return true;
        }

        work = null;
        return false;
    }

    private bool TrySearch(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        Interlocked.Increment(ref _searching);
        long start = Stopwatch.GetTimestamp(), passed = 0;
        for (int looks = 0; passed < SearchTicks && !_isEnding; looks++)
        {
            if (TryFindOwn(thread, out work) || (looks % LooksAtOthers == 0 && TrySteal(thread, out work)))
            {
                // Threads that added work during this search relied on it.
                if (Interlocked.Decrement(ref _searching) == 0 && HasWork()) WakeOne();
                return true;
            }

            Thread.SpinWait(8);
            passed = Stopwatch.GetTimestamp() - start;
        }

        work = null;
        return false;
    }

    /// <summary>Ends a search and sleeps until there may be work.</summary>
    private void Sleep()
    {
        Interlocked.Increment(ref _asleep);
        Interlocked.Decrement(ref _searching);

        // Work added before this thread was counted as asleep has woken no thread.
        if (HasWork() && TryTakeSleeper()) return;
        lock (_sleepers)
        {
            while (_permits == 0 && !_isEnding) Monitor.Wait(_sleepers);
            if (_permits > 0) _permits--;
        }
    }

    /// <summary>Wakes one sleeping thread, unless another thread is searching.</summary>
    public void WakeOne()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) == 0 || Volatile.Read(ref _searching) > 0 || !TryTakeSleeper()) return;
        lock (_sleepers)
        {
            _permits++;
            Monitor.Pulse(_sleepers);
        }
    }

    private bool TryTakeSleeper()
    {
        int asleep = Volatile.Read(ref _asleep);
        while (asleep > 0)
        {
            int found = Interlocked.CompareExchange(ref _asleep, asleep - 1, asleep);
            if (found == asleep) return true;
            asleep = found;
        }

        return false;
    }

    private bool HasWork() =>
        _outside.Count > 0 || Array.Exists(_threads, thread => thread.Own.Count > 0 || thread.Running is { CanSplit: true });
}

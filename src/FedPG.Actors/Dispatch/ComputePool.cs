using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Work-stealing compute threads, after Blumofe and Leiserson (J. ACM 46, 1999). A thread runs its newest work first; an idle thread steals
/// another's oldest work. The messages that a training sends up are therefore handled soon and without waking another thread.
/// </summary>
internal sealed class ComputePool
{
    /// <summary>How long an idle thread searches for work before it sleeps: about the time it takes to wake a thread.</summary>
    private static readonly long SearchTicks = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// A search checks other threads' work this many times less often than its own, because each check invalidates cache lines of the other
    /// threads.
    /// </summary>
    private const int LooksAtOthers = 16;

    private readonly ConcurrentQueue<IRunnable> _outside = new();
    private readonly ComputeThread[] _threads;
    private readonly Action<Exception> _report;
    private readonly object _sleepers = new();
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

    /// <summary>The number of threads without work that have not been woken yet.</summary>
    public int Idle => Volatile.Read(ref _searching) + Volatile.Read(ref _asleep);

    /// <summary>Adds work; false when the pool is ending.</summary>
    public bool TryAdd(IRunnable work)
    {
        if (_isEnding) return false;
        if (ComputeThread.Current is { } current && current.Pool == this)
        {
            current.Push(work);
        }
        else
        {
            _outside.Enqueue(work);
            WakeOne();
        }

        return true;
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

    /// <summary>Wakes a sleeping thread, unless another thread is searching: that one finds the work and wakes another if there is
    /// more.</summary>
    public void WakeOne()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) == 0 || Volatile.Read(ref _searching) > 0) return;
        lock (_sleepers)
        {
            if (_asleep == 0) return;
            _asleep--;
            Monitor.Pulse(_sleepers);
        }
    }

    private bool TryNext(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        if (TryFindOwn(thread, out work) || TrySteal(thread, out work)) return true;
        Interlocked.Increment(ref _searching);
        while (!TrySearch(thread, out work))
        {
            if (_isEnding) return false;
            Sleep();
        }

        if (Interlocked.Decrement(ref _searching) == 0 && HasWork()) WakeOne();
        return true;
    }

    /// <summary>
    /// Takes the thread's own newest work, but occasionally work from outside or its own oldest, so that neither starves behind work that
    /// keeps adding new work.
    /// </summary>
    private bool TryFindOwn(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        int turn = thread.Turn++;
        if (turn % 4 == 0 && _outside.TryDequeue(out work)) return true;
        return thread.TryTake(isNewest: turn % 64 != 1, out work) || _outside.TryDequeue(out work);
    }

    private bool TrySteal(ComputeThread thief, [NotNullWhen(true)] out IRunnable? work)
    {
        for (int i = 1; i < _threads.Length; i++)
        {
            if (_threads[(thief.Index + i) % _threads.Length].TryTake(isNewest: false, out work)) return true;
        }

        work = null;
        return false;
    }

    private bool TrySearch(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        long start = Stopwatch.GetTimestamp();
        for (int looks = 0; !_isEnding || looks == 0; looks++)
        {
            if (TryFindOwn(thread, out work) || (looks % LooksAtOthers == 0 && TrySteal(thread, out work))) return true;
            if (Stopwatch.GetTimestamp() - start >= SearchTicks) break;
            Thread.SpinWait(8);
        }

        work = null;
        return false;
    }

    /// <summary>Ends a search and sleeps until there may be work: work added before a thread counts as asleep wakes no thread.</summary>
    private void Sleep()
    {
        lock (_sleepers)
        {
            _asleep++;
            Interlocked.Decrement(ref _searching);
            if (HasWork() || _isEnding) _asleep--;
            else Monitor.Wait(_sleepers);
            Interlocked.Increment(ref _searching);
        }
    }

    private bool HasWork() => !_outside.IsEmpty || Array.Exists(_threads, thread => thread.Queued > 0);
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Compute threads with a deque each, after Blumofe and Leiserson (J. ACM 46, 1999): a thread runs its newest work first, and one that
/// has none takes another's oldest, or half of the range of agents that another is training. What a training sends up is therefore
/// handled soon and without waking anybody.
/// </summary>
internal sealed class ComputePool
{
    /// <summary>How long a thread without work looks for some before it sleeps: waking it takes about as long.</summary>
    private static readonly long SearchTicks = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// A search looks for others' work this many times less often than for its own: looking takes what it looks at from their caches.
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
    /// <param name="name">What they are called.</param>
    /// <param name="threads">How many.</param>
    /// <param name="report">Hears of work that threw.</param>
    public ComputePool(string name, int threads, Action<Exception> report)
    {
        _report = report;
        _threads = [.. Enumerable.Range(0, threads).Select(i => new ComputeThread(this, i))];
        foreach (var thread in _threads) thread.Start(FormattableString.Invariant($"{name}-{thread.Index}"));
    }

    /// <summary>How many threads it has.</summary>
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

    /// <summary>Adds work to that of a thread, which is the caller.</summary>
    public void Add(ComputeThread current, IRunnable work)
    {
        current.Own.Push(work);
        WakeOne();
    }

    /// <summary>Ends the threads once there is nothing left to do.</summary>
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
                // Actors handle their own errors: this is one of Akka's, and the thread must outlive it.
                _report(error);
            }
        }
    }

    private bool TryNext(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        if (TryFindOwn(thread, out work) || TrySteal(thread, out work)) return true;

        // Whoever adds work relies on a thread that searches, to find it and to wake another for what else there is: so also after a sleep.
        while (!TrySearch(thread, out work))
        {
            if (_isEnding) return false;
            Sleep();
        }

        return true;
    }

    /// <summary>
    /// Its own newest; now and then work from outside, or its own oldest, so that neither waits for ever behind work that brings new
    /// work.
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
                // Whoever added work while this thread searched relied on it.
                if (Interlocked.Decrement(ref _searching) == 0 && HasWork()) WakeOne();
                return true;
            }

            Thread.SpinWait(8);
            passed = Stopwatch.GetTimestamp() - start;
        }

        work = null;
        return false;
    }

    /// <summary>Sleeps from the end of a search until there may be work.</summary>
    private void Sleep()
    {
        Interlocked.Increment(ref _asleep);
        Interlocked.Decrement(ref _searching);

        // What was added before this thread was counted asleep has woken nobody.
        if (HasWork() && TryTakeSleeper()) return;
        lock (_sleepers)
        {
            while (_permits == 0 && !_isEnding) Monitor.Wait(_sleepers);
            if (_permits > 0) _permits--;
        }
    }

    /// <summary>Wakes a thread if one is asleep and none is searching.</summary>
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

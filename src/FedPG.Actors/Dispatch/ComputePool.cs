using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Compute threads with a deque each, after Blumofe and Leiserson (J. ACM 46, 1999): a thread runs its newest work first, and one that has none takes the
/// older half of another's. What a training sends up is therefore handled soon and without waking anybody.
/// </summary>
internal sealed class ComputePool
{
    /// <summary>How long a thread without work looks for some before it sleeps: waking it takes about as long.</summary>
    private static readonly long SearchTicks = Stopwatch.Frequency / 20_000;

    /// <summary>How long it leaves an actor's turn to a thread that works and has nothing else: there it costs less, and what comes after it as well.</summary>
    private static readonly long TurnTicks = SearchTicks * 4 / 5;

    /// <summary>A search looks for others' work this many times less often than for its own: looking takes what it looks at from their caches.</summary>
    private const int LooksAtOthers = 16;

    private readonly WorkDeque _outside = new();
    private readonly ComputeThread[] _threads;
    private readonly WorkDeque[] _deques; // The threads' own: what else a thread has changes all the time.
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
        _deques = [.. _threads.Select(thread => thread.Own)];
        foreach (var thread in _threads) thread.Start(FormattableString.Invariant($"{name}-{thread.Index}"));
    }

    /// <summary>How many threads it has.</summary>
    public int Threads => _threads.Length;

    /// <summary>Adds work; false when the pool is ending.</summary>
    public bool TryAdd(IRunnable work)
    {
        if (_isEnding) return false;
        if (ComputeThread.Current is { } current && current.Pool == this) current.Own.Push(work);
        else _outside.Push(work);
        WakeOne();
        return true;
    }

    /// <summary>Adds the turn of an actor that trainings report to, for the thread that ran it last; the caller is one of this pool's threads.</summary>
    public void AddTurn(ComputeThread current, IRunnable turn)
    {
        (HomeOf(turn) ?? current.Own).Push(turn);
        WakeOne();
    }

    /// <summary>Adds work that a thread is to do, if no other comes to it sooner.</summary>
    /// <param name="thread">Which, from 1; any other number is as good as none.</param>
    /// <param name="work">The work.</param>
    public void AddTo(int thread, IRunnable work)
    {
        (DequeOf(thread) ?? _outside).Push(work);
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
            thread.Began();
            if (IHomed.Of(work) is { } homed && homed.Home != thread.Index + 1) homed.Home = thread.Index + 1;
            try
            {
                work.Run();
                thread.Ended();
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
        do
        {
            if (TryFindOwn(thread, out work)) return true;
        }
        while (TryFlush(thread));

        if (TrySteal(thread, leavesTurn: true, out work)) return true;

        // Whoever adds work relies on a thread that searches, to find it and to wake another for what else there is: so also after a sleep.
        while (!TrySearch(thread, out work))
        {
            if (_isEnding) return false;
            Sleep();
        }

        return true;
    }

    /// <summary>
    /// Its own newest; now and then work from outside, or its own oldest, so that neither waits for ever behind work that brings new work. The oldest
    /// often begins an edge: one more at every tick does not lead to many that are half done.
    /// </summary>
    private bool TryFindOwn(ComputeThread thread, [NotNullWhen(true)] out IRunnable? work)
    {
        int turn = thread.Turn++;
        if (turn % 4 == 0 && _outside.TryTakeOldest(out work)) return true;
        if (turn % 64 == 1 && thread.IsNewTick() && thread.Own.TryTakeOldest(out work)) return true;
        return thread.Own.TryTakeNewest(out work) || _outside.TryTakeOldest(out work);
    }

    private bool TryFlush(ComputeThread thread)
    {
        try
        {
            return thread.Flush();
        }
        catch (Exception error)
        {
            _report(error);
            return true;
        }
    }

    private bool TrySteal(ComputeThread thief, bool leavesTurn, [NotNullWhen(true)] out IRunnable? work)
    {
        for (int i = 1; i < _deques.Length; i++)
        {
            int taken = _deques[(thief.Index + i) % _deques.Length].TakeOldestHalf(thief.Loot, leavesTurn);
            if (taken == 0) continue;

            // The oldest is run first, the others stay in the order in which their owner would have come to them.
            work = thief.Loot[0]!;
            for (int other = 1; other < taken; other++) thief.Own.Push(thief.Loot[other]!);
            Array.Clear(thief.Loot, 0, taken);
            return true;
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
            bool leavesTurn = passed < TurnTicks && DoesAnybodyWork;
            if (TryFindOwn(thread, out work) || (looks % LooksAtOthers == 0 && TrySteal(thread, leavesTurn, out work)))
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

    private void WakeOne()
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

    private bool DoesAnybodyWork => Volatile.Read(ref _searching) + Volatile.Read(ref _asleep) < _threads.Length;

    private WorkDeque? HomeOf(IRunnable work) => IHomed.Of(work) is { } homed ? DequeOf(homed.Home) : null;

    private WorkDeque? DequeOf(int thread) => thread > 0 && thread <= _deques.Length ? _deques[thread - 1] : null;

    private bool HasWork() => _outside.Count > 0 || Array.Exists(_deques, own => own.Count > 0);
}

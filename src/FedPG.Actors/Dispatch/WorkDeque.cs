using System.Diagnostics.CodeAnalysis;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>A deque of queued work: the owner adds and takes at one end, other threads steal from the other.</summary>
internal sealed class WorkDeque
{
    private readonly Lock _lock = new();
    private IRunnable?[] _ring = new IRunnable?[64];
    private int _oldest;
    private int _count;
    private long _pushes;

    /// <summary>The number of queued items; other threads may change it at any time.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of items added so far.</summary>
    public long Pushes => Volatile.Read(ref _pushes);

    /// <summary>Adds work as the newest.</summary>
    public void Push(IRunnable work)
    {
        lock (_lock)
        {
            if (_count == _ring.Length) Grow();
            _ring[At(_count)] = work;
            Volatile.Write(ref _count, _count + 1);
            Volatile.Write(ref _pushes, _pushes + 1);
        }
    }

    public bool TryTakeNewest([NotNullWhen(true)] out IRunnable? work)
    {
        work = null;
        if (Count == 0) return false;
        lock (_lock)
        {
            if (_count == 0) return false;
            work = Clear(At(_count - 1));
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }

    public bool TryTakeOldest([NotNullWhen(true)] out IRunnable? work)
    {
        work = null;
        if (Count == 0) return false;
        lock (_lock)
        {
            if (_count == 0) return false;
            work = Clear(_oldest);
            _oldest = At(1);
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }

    private int At(int place) => (_oldest + place) & (_ring.Length - 1);

    private IRunnable Clear(int index)
    {
        var work = _ring[index]!;
        _ring[index] = null;
        return work;
    }

    private void Grow()
    {
        var larger = new IRunnable?[2 * _ring.Length];
        for (int i = 0; i < _count; i++) larger[i] = _ring[At(i)];
        (_ring, _oldest) = (larger, 0);
    }
}

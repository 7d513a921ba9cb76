using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>One thread of a <see cref="ComputePool"/>.</summary>
internal sealed class ComputeThread(ComputePool pool, int index)
{
    private const int MostLoot = 256;

    private long _began;
    private long _tick;
    private long _keptBackSince;
    private IOutbox? _outbox;

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

    /// <summary>Where it puts what it takes from another.</summary>
    public IRunnable?[] Loot { get; } = new IRunnable?[MostLoot];

    /// <summary>How often it has looked for work.</summary>
    public int Turn { get; set; }

    /// <summary>Notes that work begins.</summary>
    public void Began() => _began = Environment.TickCount64;

    /// <summary>Whether the coarse clock has ticked since this was asked last.</summary>
    public bool IsNewTick()
    {
        long tick = Environment.TickCount64;
        bool isNew = tick != _tick;
        _tick = tick;
        return isNew;
    }

    /// <summary>Sends what is in an outbox once there is nothing else to do, or once it has been kept back for longer than it may be since this work began.</summary>
    public void SendLater(IOutbox outbox)
    {
        if (_outbox == outbox) return;
        Flush();
        (_outbox, _keptBackSince) = (outbox, _began);
    }

    /// <summary>Sends what was kept back; false when there was nothing.</summary>
    public bool Flush()
    {
        if (_outbox is not { } outbox) return false;
        _outbox = null;
        outbox.Flush();
        return true;
    }

    /// <summary>Notes that work has ended.</summary>
    public void Ended()
    {
        if (_outbox is not null && Environment.TickCount64 - _keptBackSince > _outbox.PatienceMilliseconds) Flush();
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

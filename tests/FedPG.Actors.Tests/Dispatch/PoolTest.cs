using System.Collections.Concurrent;
using Akka.Dispatch;
using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Tests.Dispatch;

/// <summary>The base class of tests of pools, which end with the test.</summary>
public abstract class PoolTest : IDisposable
{
    private readonly List<ComputePool> _pools = [];

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    protected ConcurrentQueue<Exception> Errors { get; } = new();

    public void Dispose()
    {
        _pools.ForEach(pool => pool.End());
        GC.SuppressFinalize(this);
    }

    private protected ComputePool Pool(int threads)
    {
        var pool = new ComputePool("test", threads, Errors.Enqueue);
        _pools.Add(pool);
        return pool;
    }

    private protected sealed class Work(Action run) : IRunnable
    {
        public void Run() => run();

        public void Execute() => run();
    }
}

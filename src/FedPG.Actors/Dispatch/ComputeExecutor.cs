using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Runs agents on the threads of a <see cref="ComputePool"/>, never on the thread pool that runs Akka's own actors, timers and heartbeats.
/// </summary>
internal sealed class ComputeExecutor(string id, ComputePool pool) : ExecutorService(id)
{
    public override void Execute(IRunnable run)
    {
        if (ComputeThread.Current is { } thread && thread.TryRunAtOnce(run)) return;
        if (!pool.TryAdd(run)) throw new RejectedExecutionException($"{Id} is shutting down");
    }

    public override void Shutdown() => pool.End();
}

/// <summary>Creates executors; the key <c>threads</c> of the dispatcher's section is the number of threads.</summary>
internal sealed class ComputeExecutorFactory : ExecutorServiceConfigurator
{
    public ComputeExecutorFactory(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
    }

    public override ExecutorService Produce(string id)
    {
        var events = Prerequisites.EventStream;
        var pool = new ComputePool(
            id, Config.GetInt("threads", 1), error => events.Publish(new Error(error, id, typeof(ComputeExecutor), error.Message)));
        return new ComputeExecutor(id, pool);
    }
}

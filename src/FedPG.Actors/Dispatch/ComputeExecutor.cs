using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Runs a dispatcher's actors. Those that train (agents) run on the threads of a pool, never on the thread pool that runs Akka's own
/// actors, timers and heartbeats. Those that only route (edges, nodes and the server) have no threads of their own: they run on the compute
/// thread that a message comes from, so that the last training of a round leads to the first of the next without waking a thread. For
/// messages from any other thread they run on the thread pool, so that timers, the network and supervision never wait for a training.
/// </summary>
/// <param name="id">The dispatcher.</param>
/// <param name="pool">The threads; null for actors that only route.</param>
internal sealed class ComputeExecutor(string id, ComputePool? pool) : ExecutorService(id)
{
    public override void Execute(IRunnable run)
    {
        var thread = ComputeThread.Current;
        if (pool is not null)
        {
            if (thread?.TryRunAtOnce(run) != true && !pool.TryAdd(run)) throw new RejectedExecutionException($"{Id} is shutting down");
        }
        else if (thread is not null)
        {
            thread.Push(run);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
        }
    }

    public override void Shutdown() => pool?.End();

    /// <summary>Creates executors; the key <c>threads</c> of the dispatcher's section is the number of its own threads, 0 for
    /// none.</summary>
    internal sealed class Factory(Config config, IDispatcherPrerequisites prerequisites)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id) => new ComputeExecutor(id, Config.GetInt("threads") is var threads and > 0
            ? new ComputePool(id, threads, error => Prerequisites.EventStream.Publish(
                new Error(error, id, typeof(ComputeExecutor), error.Message)))
            : null);
    }
}

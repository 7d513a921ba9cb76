using Akka.Configuration;
using Akka.Dispatch;

namespace FedPG.Actors.Dispatch;

/// <summary>
/// Runs the actors that only route: edges, nodes and the server. They run on the compute thread that a message comes from, so that the last
/// training of a round leads to the first of the next round without waking a thread. For messages from any other thread they run on the
/// thread pool, so that timers, the network and supervision never wait for a training.
/// </summary>
internal sealed class ProtocolExecutor(string id) : ExecutorService(id)
{
    public override void Execute(IRunnable run)
    {
        if (ComputeThread.Current is { } thread) thread.Pool.Add(thread, run);
        else ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
    }

    public override void Shutdown()
    {
    }
}

/// <summary>Creates protocol executors.</summary>
internal sealed class ProtocolExecutorFactory : ExecutorServiceConfigurator
{
    public ProtocolExecutorFactory(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
    }

    public override ExecutorService Produce(string id) => new ProtocolExecutor(id);
}

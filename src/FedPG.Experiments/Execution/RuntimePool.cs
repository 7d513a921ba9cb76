using FedPG.Actors;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The runtimes of an experiment: one for each number of threads and each watchdog in use, and one cluster.</summary>
/// <param name="cluster">The cluster that some of the runs use; null if none does.</param>
/// <param name="threads">The number of compute threads for runs that do not set it.</param>
/// <param name="catalogue">Resolves the names in the runs.</param>
internal sealed class RuntimePool(ClusterRuntime? cluster, int threads, FederationCatalogue catalogue) : IAsyncDisposable
{
    private readonly Dictionary<(int Threads, TimeSpan? Watchdog), ActorRuntime> _actors = [];
    private readonly Lock _lock = new();

    /// <summary>Checks that all runs on the cluster can have the same server.</summary>
    /// <exception cref="SpecificationException">The runs set different ports or watchdogs.</exception>
    public static void RequireOneServer(IEnumerable<RuntimeOptions> runs)
    {
        if (Servers(runs).Count() <= 1) return;
        throw new SpecificationException(
            "fedpg.runtime.port, fedpg.runtime.watchdog", "several", "the same for all runs on the cluster");
    }

    /// <summary>The cluster that some of the runs use; null if none does.</summary>
    /// <exception cref="SpecificationException">This process cannot be the server.</exception>
    public static async Task<ClusterRuntime?> StartClusterAsync(
        IEnumerable<RuntimeOptions> runs, ProcessConfiguration process, FederationCatalogue catalogue, CancellationToken cancellationToken)
    {
        if (Servers(runs).ToArray() is not [var (port, watchdog), ..]) return null;
        return await ClusterRuntime.StartAsync(
            process.Settings.Cluster, process.ServerPort ?? port, process.Akka, watchdog, catalogue: catalogue,
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The runtime that executes a run.</summary>
    public IFederationRuntime Get(RuntimeOptions options)
    {
        if (options.Mode == RuntimeMode.Sequential) return new SequentialRuntime(catalogue);
        if (options.Mode == RuntimeMode.Cluster) return cluster!;
        lock (_lock)
        {
            var key = (Threads: options.Threads > 0 ? options.Threads : threads, options.Watchdog);
            if (!_actors.TryGetValue(key, out var runtime))
                _actors[key] = runtime = ActorRuntime.Start(key.Threads, options.Watchdog, catalogue);
            return runtime;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in _actors.Values) await runtime.DisposeAsync().ConfigureAwait(false);
    }

    private static IEnumerable<(int Port, TimeSpan? Watchdog)> Servers(IEnumerable<RuntimeOptions> runs) =>
        runs.Where(run => run.Mode == RuntimeMode.Cluster).Select(run => (run.Port, run.Watchdog)).Distinct();
}

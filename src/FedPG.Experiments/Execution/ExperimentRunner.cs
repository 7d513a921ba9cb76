using System.Globalization;
using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;
using FedPG.References;

namespace FedPG.Experiments.Execution;

/// <summary>Executes all runs of an experiment into a folder.</summary>
public sealed class ExperimentRunner
{
    private readonly ExperimentSpecification _experiment;
    private readonly IReadOnlyList<PlannedRun> _runs;

    /// <summary>Plans an experiment. Nothing is written.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="environments">The environments that were built while the experiment was read.</param>
    /// <exception cref="SpecificationException">The settings of a run contradict each other.</exception>
    public ExperimentRunner(ExperimentSpecification experiment, EnvironmentCache environments)
    {
        (_experiment, Environments) = (experiment, environments);
        RunMemory.Require(experiment);
        RuntimePool.RequireOneServer(experiment.Runs.Select(run => run.Settings.Runtime));
        _runs = PlannedRun.All(experiment, environments);
        RunMemory.RequireTrajectories(_runs, RunMemory.Concurrent(experiment));
    }

    /// <summary>Resolves the names in the experiment's settings.</summary>
    public FederationCatalogue Catalogue => _experiment.Catalogue;

    /// <summary>The experiment.</summary>
    internal ExperimentSpecification Experiment => _experiment;

    /// <summary>The environments of the runs.</summary>
    internal EnvironmentCache Environments { get; }

    /// <summary>The number of rounds, summed over all runs.</summary>
    public long TotalRounds => _runs.Sum(run => (long)run.Federation.Rounds);

    /// <summary>
    /// Executes the runs and writes their records. When cancelled, runs end at their next round and the results so far are written as
    /// usual; runs that have not begun are left out.
    /// </summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="process">The settings of this process: cluster, database and extensions.</param>
    /// <param name="provenance">Where the result comes from.</param>
    /// <param name="observer">Is notified of progress.</param>
    /// <param name="cancellationToken">Interrupts the experiment.</param>
    /// <returns>Whether the folder has a summary: false if nothing was scored before the interruption.</returns>
    /// <exception cref="SpecificationException">The cluster cannot be joined, or the results of an earlier execution cannot be continued.
    /// Nothing has been written.</exception>
    public async Task<bool> ExecuteAsync(
        OutputFolder folder, ProcessConfiguration process, Provenance provenance, IExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        // An error that does not belong to one run, such as a full disk, ends the other runs too.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var checkpoints = new ExperimentCheckpoints(folder.Path, _experiment.Name, process.Settings.Database);
        await checkpoints.CheckAsync(observer, cancellationToken).ConfigureAwait(false);
        await using var cluster = await StartClusterAsync(process, observer, cancellationToken).ConfigureAwait(false);
        var start = process.Settings.Cluster.Singleton && cluster is not null ? ExperimentStart.Resume : folder.Start;
        var found = folder.Start == ExperimentStart.Resume ? RunContinuation.Of(folder.Path, _runs) : RunContinuation.None;
        await checkpoints.PrepareAsync(_runs, start, cancellationToken).ConfigureAwait(false);
        var summaries = _runs.Select(found.Completed).ToArray();

        folder.Open();
        await checkpoints.ForgetReplacedAsync().ConfigureAwait(false);
        ExperimentWriter.Write(Path.Combine(folder.Path, ExperimentWriter.FileName), _experiment);
        provenance.Write(folder.Path);
        folder.Opened();
        foreach (var (run, file) in found.Damaged) observer.Damaged(run.Run, file);
        foreach (var summary in summaries.OfType<RunSummary>()) observer.RunFound(summary);

        // With a separate limit for each value of parallel-runs, variants could starve each other: the smallest applies to all.
        int parallel = _runs.Min(run => RunMemory.ParallelRuns(run.Run.Settings.Runtime));

        // Anything that ends the runs also ends the computation of the reference values.
        using var references = new ReferenceLibrary(ending.Token);
        int threads = ComputeThreads.For(
            [.. _runs.Select(run => run.Federation)], parallel, Environment.ProcessorCount, _experiment.Catalogue);
        await using (var runtimes = new RuntimePool(cluster, threads, _experiment.Catalogue))
        {
            var runs = Enumerable.Range(0, _runs.Count).Select(i => (Func<Task>)(async () =>
            {
                try
                {
                    summaries[i] ??= await ExecuteAsync(folder.Path, _runs[i], runtimes, checkpoints, observer, ending.Token)
                        .ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    if (error is IOException or UnauthorizedAccessException) observer.Ending(error);
                    await ending.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            }));

            // Reference values are needed last: they start when no run is left to start, and are awaited after the runs.
            var comparisons = _runs.Where(HasReferences).Select(run => (Func<Task>)(() =>
            {
                _ = Values(references, run);
                return Task.CompletedTask;
            }));
            Func<Task>[] steps = [.. runs, .. comparisons];
            var slots = SlotsOf(cluster);
            var degree = new ParallelOptions { MaxDegreeOfParallelism = slots is null ? parallel : steps.Length };
            await Parallel.ForEachAsync(steps, degree, async (step, stop) =>
                await (slots?.RunAsync(step, stop) ?? step()).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (summaries.All(summary => summary is null)) return false;

        // The results of the runs are written before the reference values are known.
        WriteSummary(folder, summaries);
        await AddReferencesAsync(references, summaries, cancellationToken).ConfigureAwait(false);
        WriteSummary(folder, summaries);
        return true;
    }

    /// <summary>Adapts the number of concurrent runs to the cores of the nodes, unless a run sets it; null if the number is
    /// fixed.</summary>
    private RunSlots? SlotsOf(ClusterRuntime? cluster)
    {
        if (cluster is null || _runs.Any(run => run.Run.Settings.Runtime.ParallelRuns > 0)) return null;
        var slots = new RunSlots(Cores(cluster.Nodes));
        cluster.NodesChanged += nodes => slots.Resize(Cores(nodes));
        return slots;

        static int Cores(IEnumerable<NodeShare> nodes) => Math.Max(1, nodes.Where(node => node.IsReachable).Sum(node => node.Cores));
    }

    private static bool HasReferences(PlannedRun run) => run.Federation.Evaluation.References != ReferenceScope.None;

    private static Task<ReferenceValues> Values(ReferenceLibrary references, PlannedRun run) => references.Get(run.Federation);

    private void WriteSummary(OutputFolder folder, RunSummary?[] summaries) => SummaryFile.Write(
        folder.Path, new ExperimentSummary { Experiment = _experiment.Name, Runs = [.. summaries.OfType<RunSummary>()] });

    private static async Task<RunSummary?> ExecuteAsync(
        string folder,
        PlannedRun run,
        RuntimePool runtimes,
        ExperimentCheckpoints checkpoints,
        IExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return null;
        var runtime = runtimes.Get(run.Run.Settings.Runtime);
        observer.RunBegan(run.Run);
        string environment = EnvironmentText.Of(run.Run.Settings, run.Catalogue);
        var execution = new RunExecution(Path.Combine(folder, run.Run.Run), run, environment, checkpoints.Of(run), observer);
        return await execution.ExecuteAsync(runtime, RunFingerprint.Of(run), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the server of a cluster if runs ask for one, and waits for its nodes; with a singleton, until this process is the
    /// oldest server.</summary>
    private async Task<ClusterRuntime?> StartClusterAsync(
        ProcessConfiguration process, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        var options = _runs.Select(run => run.Run.Settings.Runtime).Where(runtime => runtime.Mode == RuntimeMode.Cluster).ToList();
        var seeds = process.Settings.Cluster.SeedNodes;
        if (options.Count > 0 && seeds.Length > 0)
        {
            string limit = process.Settings.Cluster.JoinTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            observer.Waiting($"for a process of the cluster at {string.Join(" or ", seeds)}, up to {limit} s (join-timeout)");
        }

        var cluster = await RuntimePool.StartClusterAsync(options, process, _experiment.Catalogue, cancellationToken).ConfigureAwait(false);
        if (cluster is null) return null;
        try
        {
            cluster.NodesChanged += observer.NodesChanged;
            if (process.Settings.Cluster.Singleton)
            {
                observer.Waiting("for the server that runs the experiment now");
                await cluster.AwaitLeadershipAsync(cancellationToken).ConfigureAwait(false);
            }

            int nodes = options.Max(option => option.MinNodes);
            if (cluster.Nodes.Count(node => node.IsReachable) < nodes)
            {
                string address = $"{process.Settings.Cluster.Hostname}:{cluster.Port}";
                string what = nodes == 1 ? "1 node" : string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes");
                observer.Waiting($"for {what} without a time limit; start one with: fedpg node --seed-node {address}");
            }

            await cluster.AwaitNodesAsync(nodes, cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds the reference values to the summaries; an interruption leaves out the values that are not known yet.</summary>
    private async Task AddReferencesAsync(ReferenceLibrary references, RunSummary?[] summaries, CancellationToken cancellationToken)
    {
        for (int i = 0; i < summaries.Length; i++)
        {
            if (summaries[i] is not { } summary || !HasReferences(_runs[i])) continue;
            try
            {
                var values = await Values(references, _runs[i]).WaitAsync(cancellationToken).ConfigureAwait(false);
                summaries[i] = ReferenceLibrary.Compare(summary, values);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
        }
    }
}

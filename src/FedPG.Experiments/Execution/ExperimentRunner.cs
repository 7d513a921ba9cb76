using FedPG.Actors;
using FedPG.Actors.Options;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Planning;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.References;

namespace FedPG.Experiments.Execution;

/// <summary>Executes all runs of an experiment into a folder and reports on them.</summary>
public sealed class ExperimentRunner
{
    private readonly ExperimentSpecification _experiment;
    private readonly IReadOnlyList<PlannedRun> _runs;
    private readonly ReferenceLibrary _references = new();

    /// <summary>Plans an experiment. Nothing is written.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="environments">The environments that were built for it.</param>
    /// <exception cref="SpecificationException">A run does not fit together.</exception>
    public ExperimentRunner(ExperimentSpecification experiment, EnvironmentCache environments)
    {
        _experiment = experiment;
        _runs = PlannedRun.All(experiment, environments);
    }

    /// <summary>Rounds of all runs together.</summary>
    public long TotalRounds => _runs.Sum(run => (long)run.Federation.Rounds);

    /// <summary>
    /// Executes the runs and writes everything. When cancelled, runs end at their next round, and what there is so far is written
    /// as usual; runs that had not begun are left out.
    /// </summary>
    /// <param name="folder">Where to.</param>
    /// <param name="provenance">Where the result comes from.</param>
    /// <param name="observer">Hears how it goes on.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>The results; null when nothing was scored before the interruption.</returns>
    public async Task<ExperimentResults?> ExecuteAsync(
        OutputFolder folder, Provenance provenance, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        ExperimentWriter.Write(Path.Combine(folder.Path, ExperimentFolder.ConfigurationName), _experiment);
        provenance.Write(folder.Path);
        foreach (var run in _runs.Where(HasReferences)) _ = ReferencesOf(run, cancellationToken);

        var summaries = new RunSummary?[_runs.Count];
        await using (var runtimes = new RuntimePool())
        {
            // A limit of its own for each setting of parallel-runs would let variants starve each other: the least decides.
            int parallel = _runs.Min(run => ParallelRuns(run.Run.Settings.Runtime));
            await Parallel.ForAsync(
                0,
                _runs.Count,
                new ParallelOptions { MaxDegreeOfParallelism = parallel },
                async (i, _) => summaries[i] = await ExecuteAsync(folder.Path, i, runtimes, observer, cancellationToken).ConfigureAwait(false))
                .ConfigureAwait(false);
        }

        if (summaries.All(summary => summary is null)) return null;

        // The runs' results do not wait for the reference values.
        WriteSummary(folder, summaries);
        await AddReferencesAsync(summaries, cancellationToken).ConfigureAwait(false);
        WriteSummary(folder, summaries);
        return ReportFolder.WriteAll(folder.Path);
    }

    private static bool HasReferences(PlannedRun run) => run.Federation.Evaluation.References;

    private Task<ReferenceValues> ReferencesOf(PlannedRun run, CancellationToken cancellationToken) =>
        _references.Get(run.Federation.Environments, run.Federation.Agents, cancellationToken);

    private void WriteSummary(OutputFolder folder, RunSummary?[] summaries) => SummaryFile.Write(
        folder.Path, new ExperimentSummary { Experiment = _experiment.Name, Runs = [.. summaries.OfType<RunSummary>()] });

    private async Task<RunSummary?> ExecuteAsync(
        string folder, int index, RuntimePool runtimes, IExperimentObserver observer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return null;
        var run = _runs[index];
        var runtime = runtimes.Get(run.Run.Settings.Runtime);
        string environment = EnvironmentText.Of(run.Run.Settings);
        var execution = new RunExecution(Path.Combine(folder, run.Run.Run), run, environment, observer);
        return await execution.ExecuteAsync(runtime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Fills in what the runs can be compared with; an interruption leaves out what is not known yet.</summary>
    private async Task AddReferencesAsync(RunSummary?[] summaries, CancellationToken cancellationToken)
    {
        for (int i = 0; i < summaries.Length; i++)
        {
            if (summaries[i] is not { } summary || !HasReferences(_runs[i])) continue;
            try
            {
                var values = await ReferencesOf(_runs[i], cancellationToken).ConfigureAwait(false);
                summaries[i] = ReferenceLibrary.Compare(summary, values);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
        }
    }

    private static int ParallelRuns(RuntimeOptions options) =>
        options.ParallelRuns > 0 ? options.ParallelRuns : options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    /// <summary>One runtime for each number of threads and each watchdog in use.</summary>
    private sealed class RuntimePool : IAsyncDisposable
    {
        private readonly Dictionary<(int Threads, TimeSpan? Watchdog), ActorRuntime> _actors = [];
        private readonly Lock _lock = new();

        public IFederationRuntime Get(RuntimeOptions options)
        {
            if (options.Mode == RuntimeMode.Sequential) return new SequentialRuntime();
            lock (_lock)
            {
                var key = (options.Threads, options.Watchdog);
                if (!_actors.TryGetValue(key, out var runtime)) _actors[key] = runtime = ActorRuntime.Start(options.Threads, options.Watchdog);

                return runtime;
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var runtime in _actors.Values) await runtime.DisposeAsync().ConfigureAwait(false);
        }
    }
}

using FedPG.Experiments.Analyses;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results.Dataset;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments;

/// <summary>Runs an experiment and reports on it: execution writes records, and the report is made from these alone.</summary>
public static class ExperimentPipeline
{
    /// <summary>The time limit for writing the report after an interruption. The records are written before.</summary>
    private static readonly TimeSpan InterruptedReport = TimeSpan.FromSeconds(1.2);

    /// <summary>Locks a folder for an experiment.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="start">What to do with the results of an earlier execution.</param>
    /// <exception cref="SpecificationException">The folder has other content, is in use, or cannot be written.</exception>
    public static OutputFolder Claim(string path, ExperimentStart start) =>
        OutputFolder.Claim(path, start, [.. DatasetFiles.Names, .. ReportFolder.Paths]);

    /// <summary>Executes an experiment and writes its report. When cancelled, the report shows what the runs have reached.</summary>
    /// <param name="runner">The planned experiment.</param>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="process">The settings of this process: cluster, database and extensions.</param>
    /// <param name="provenance">Where the result comes from.</param>
    /// <param name="observer">Is notified of progress.</param>
    /// <param name="cancellationToken">Interrupts the experiment.</param>
    /// <returns>What the report shows; null if nothing was scored before the interruption.</returns>
    /// <exception cref="OperationCanceledException">Interrupted while the report was written; the records are complete.</exception>
    /// <exception cref="SpecificationException">The cluster cannot be joined, or the results of an earlier execution cannot be continued.
    /// Nothing has been written.</exception>
    public static async Task<ReportContent?> RunAsync(
        ExperimentRunner runner, OutputFolder folder, ProcessConfiguration process, Provenance provenance, IExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        using var reporting = new CancellationTokenSource();
        await using var interrupted = cancellationToken.Register(() => reporting.CancelAfter(InterruptedReport)).ConfigureAwait(false);
        folder.WhenOpened = () => ExperimentIndexFile.WriteBegun(folder.Path, runner.Experiment);
        bool isScored = await runner.ExecuteAsync(folder, process, provenance, observer, cancellationToken).ConfigureAwait(false);
        if (!isScored) return null;
        runner.Environments.Collect();
        var content = ReportFolder.WriteAll(folder.Path, runner.Environments, reporting.Token);
        await DatasetFiles.WriteAsync(content.Results.Folders[0], reporting.Token).ConfigureAwait(false);
        return content;
    }
}

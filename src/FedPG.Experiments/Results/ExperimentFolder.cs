using System.Collections.Immutable;
using System.Text;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Results;

/// <summary>A folder that <c>fedpg run</c> wrote.</summary>
/// <param name="Path">The folder's path, as given.</param>
/// <param name="Summary"><c>summary.json</c>, or a summary of what an unfinished experiment has recorded.</param>
/// <param name="Configuration">The text of <c>experiment.conf</c>; empty if the folder has none.</param>
/// <param name="Provenance"><c>provenance.json</c>; null if the folder has none.</param>
public sealed record ExperimentFolder(string Path, ExperimentSummary Summary, string Configuration, Provenance? Provenance)
{
    /// <summary>The experiment's name, or the folder's if the summary has none.</summary>
    public string Name => Summary.Experiment.Length > 0
        ? Summary.Experiment
        : System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));

    /// <summary>Resolves the names in <see cref="Configuration"/>.</summary>
    public FederationCatalogue Catalogue { get; init; } = ExperimentCatalogue.Default;

    /// <summary>Reads the files of the experiment; those of its runs are read when needed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="catalogue">Resolves the names in the configuration; <see cref="ExperimentCatalogue.Default"/> if null.</param>
    /// <exception cref="SpecificationException">The path is not an experiment's folder, or the folder is damaged.</exception>
    public static ExperimentFolder Read(string path, FederationCatalogue? catalogue = null) =>
        Read(path, new EnvironmentCache(catalogue));

    /// <summary>Reads the files with environments that may have been built already.</summary>
    internal static ExperimentFolder Read(string path, EnvironmentCache environments)
    {
        if (!Directory.Exists(path)) throw new SpecificationException($"{path}: no such folder; accepted: one that `fedpg run` wrote");
        string configuration = System.IO.Path.Combine(path, ExperimentWriter.FileName);
        string file = System.IO.Path.Combine(path, SummaryFile.JsonName);
        bool isSummarized = File.Exists(file) || !File.Exists(configuration);
        var names = environments.Catalogue;
        var plans = RunPlans.Read(path, environments);
        ExperimentSummary summary = isSummarized ? SummaryFile.Read(path) : Unfinished(path, plans, names);
        if (summary.Runs.Length == 0) throw new SpecificationException($"{file}: runs", "no run", "at least one");
        return new ExperimentFolder(path, summary, File.Exists(configuration) ? TextOf(configuration) : "", Provenance.Read(path))
        {
            Catalogue = names,
            Plans = plans,
            State = StateOf(summary, plans, isRunning: !isSummarized && FolderLock.IsHeld(path)),
        };
    }

    /// <summary>A folder whose experiment is about to begin, or to continue: with the runs that have rows.</summary>
    internal static ExperimentFolder Begun(string path, ExperimentSpecification experiment)
    {
        var plans = RunPlans.Of(experiment);
        var summary = UnfinishedExperiment.Summarize(path, plans, experiment.Catalogue);
        return new ExperimentFolder(path, summary, "", null)
        {
            Catalogue = experiment.Catalogue,
            Plans = plans,
            State = StateOf(summary, plans, isRunning: true),
        };
    }

    /// <summary>The settings of the runs.</summary>
    internal RunPlans Plans { get => field ??= RunPlans.Read(Path, new EnvironmentCache(Catalogue)); private init; }

    /// <summary>The state of an unfinished experiment; null once every run has ended.</summary>
    public ExperimentState? State { get; private init; }

    /// <summary>The timings of a run; empty if the run has no such file.</summary>
    internal ImmutableArray<TimingRow> Timings(RunSummary run)
    {
        string path = System.IO.Path.Combine(Path, run.Run, TimingsFile.FileName);
        if (!run.Completed) return UnfinishedExperiment.Timings(System.IO.Path.Combine(Path, run.Run));
        return File.Exists(path) ? TimingsFile.Read(path) : [];
    }

    /// <summary>The scored rounds of a run; empty if the run was interrupted before it wrote any.</summary>
    public ImmutableArray<RoundRow> Rounds(RunSummary run)
    {
        string folder = System.IO.Path.Combine(Path, run.Run);
        if (!run.Completed) return UnfinishedExperiment.Rows(folder);
        string path = System.IO.Path.Combine(folder, RoundsFile.FileName);
        var rows = RoundsFile.Read(path);
        return rows.Length > 0 ? rows : throw new SpecificationException(path, "a header only", "a row for each scored round");
    }

    private static string TextOf(string configuration) =>
        Encoding.UTF8.GetString(RegularFile.Read(configuration, InputLimits.RecordBytes, "the experiment that `fedpg run` writes"));

    private static ExperimentSummary Unfinished(string path, RunPlans plans, FederationCatalogue catalogue)
    {
        if (plans.Problem is { } problem) throw new SpecificationException(problem);
        var summary = UnfinishedExperiment.Summarize(path, plans, catalogue);
        if (summary.Runs.Length > 0) return summary;
        throw new SpecificationException(path, "an experiment without a scored round", "one that has begun");
    }

    private static ExperimentState? StateOf(ExperimentSummary summary, RunPlans plans, bool isRunning)
    {
        int begun = summary.Runs.Count(run => RunOutcomes.Of(run) == RunOutcome.Interrupted);

        // A configuration without these runs was put there later.
        var recorded = summary.Runs.Select(run => run.Run).ToHashSet();
        int known = plans.Runs.Count(run => recorded.Contains(run.Run));
        int missing = known == summary.Runs.Length ? plans.Runs.Length - known : 0;
        return isRunning || begun + missing > 0 ? new ExperimentState(isRunning, summary.Runs.Length - begun, begun, missing) : null;
    }
}

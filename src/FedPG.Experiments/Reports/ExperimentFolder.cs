using System.Collections.Immutable;
using System.Text;
using FedPG.Experiments.Files;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Reports;

/// <summary>A folder that <c>fedpg run</c> wrote.</summary>
/// <param name="Path">Where it is, as given.</param>
/// <param name="Summary">Its <c>summary.json</c>.</param>
/// <param name="Configuration">Its <c>experiment.conf</c>; empty if it has none.</param>
/// <param name="Provenance">Its <c>provenance.json</c>; null if it has none.</param>
public sealed record ExperimentFolder(string Path, ExperimentSummary Summary, string Configuration, Provenance? Provenance)
{
    /// <summary>The resolved experiment file's name.</summary>
    public const string ConfigurationName = "experiment.conf";

    /// <summary>The experiment's name; the folder's if the summary has none.</summary>
    public string Name => Summary.Experiment.Length > 0
        ? Summary.Experiment
        : System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));

    /// <summary>What the names in <see cref="Configuration"/> stand for.</summary>
    public FederationCatalogue Catalogue { get; init; } = ExperimentCatalogue.Default;

    /// <summary>Reads the folder's own files; the runs' are read by <see cref="Rounds"/>.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="catalogue">What the names in its configuration stand for; <see cref="ExperimentCatalogue.Default"/> when null.</param>
    public static ExperimentFolder Read(string path, FederationCatalogue? catalogue = null)
    {
        if (!Directory.Exists(path)) throw new SpecificationException($"{path}: no such folder; accepted: one that `fedpg run` wrote");
        ExperimentSummary summary = SummaryFile.Read(path);
        if (summary.Runs.Length == 0)
            throw new SpecificationException($"{System.IO.Path.Combine(path, SummaryFile.JsonName)}: runs", "no run", "at least one");
        string configuration = System.IO.Path.Combine(path, ConfigurationName);
        return new ExperimentFolder(
            path, summary, File.Exists(configuration) ? Encoding.UTF8.GetString(RegularFile.Read(configuration, InputLimits.RecordBytes, "the experiment that `fedpg run` writes")) : "", Provenance.Read(path))
        {
            Catalogue = catalogue ?? ExperimentCatalogue.Default,
        };
    }

    /// <summary>The settings of its runs, read when they are first asked for.</summary>
    public RunPlans Plans => field ??= RunPlans.Read(Path, Catalogue);

    /// <summary>A run's timings; none if it has no such file.</summary>
    public ImmutableArray<TimingRow> Timings(RunSummary run)
    {
        string path = System.IO.Path.Combine(Path, run.Run, TimingsFile.FileName);
        return File.Exists(path) ? TimingsFile.Read(path) : [];
    }

    /// <summary>A run's rows; none if it was interrupted before it wrote any.</summary>
    public ImmutableArray<RoundRow> Rounds(RunSummary run)
    {
        string path = System.IO.Path.Combine(Path, run.Run, RoundsFile.FileName);
        if (!run.Completed && !File.Exists(path)) return [];
        var rows = RoundsFile.Read(path);
        return rows.Length > 0 || !run.Completed ? rows : throw new SpecificationException(path, "a header only", "a row for each scored round");
    }
}

using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Planning;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Analyses;

/// <summary>A folder that <c>fedpg run</c> wrote, with the settings of its runs and their records.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Report">What it asks.</param>
/// <param name="Variants">Its variants at every point of their sweeps, in file order; runs that were not begun are left out.</param>
/// <param name="Environments">Builds the runs' environments.</param>
internal sealed record FinishedExperiment(
    string Path, string Name, ReportOptions Report, ImmutableArray<FinishedVariant> Variants, EnvironmentCache Environments)
{
    /// <summary>Reads what an experiment asks; nothing where its folder has no configuration.</summary>
    public static ReportOptions QuestionOf(ExperimentFolder folder, EnvironmentCache environments) =>
        folder.Configuration.Length == 0 ? new ReportOptions() : Specification(folder, environments).Report;

    /// <summary>Reads the whole experiment.</summary>
    public static FinishedExperiment Read(ExperimentFolder folder, EnvironmentCache environments)
    {
        var specification = Specification(folder, environments);
        var planned = specification.Runs.ToDictionary(run => run.Run);
        var runs = folder.Summary.Runs.Where(run => planned.ContainsKey(run.Run)).Select(run => new FinishedRun(planned[run.Run], run, folder.Rounds(run)));
        var variants = runs.GroupBy(run => run.Specification.Variant).Select(group => new FinishedVariant(group.Key, [.. group]));
        return new FinishedExperiment(folder.Path, folder.Name, specification.Report, [.. variants], environments);
    }

    /// <summary>The environments of a variant.</summary>
    public EnvironmentSet EnvironmentsOf(FinishedVariant variant) => Environments.Get(variant.Settings);

    /// <summary>Its variants, or what an analysis needs in one line.</summary>
    public IReadOnlyList<FinishedVariant> Require(Func<FinishedVariant, bool> which, int least, string what)
    {
        var found = Variants.Where(which).ToList();
        return found.Count >= least
            ? found
            : throw new SpecificationException($"{Path}: fedpg.report.analysis = {Report.Analysis}", $"{found.Count} of {what}", $"at least {least}");
    }

    private static ExperimentSpecification Specification(ExperimentFolder folder, EnvironmentCache environments) =>
        new ExperimentReader(folder.Catalogue, environments).Read(System.IO.Path.Combine(folder.Path, ExperimentFolder.ConfigurationName));
}

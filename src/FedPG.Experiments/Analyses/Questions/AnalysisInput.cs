using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>The results of one experiment whose runs have all ended, as an analysis reads them.</summary>
/// <param name="Folder">The experiment's folder.</param>
/// <param name="Variants">The variants at every point of their sweeps, in file order; each has a run that the configuration has.</param>
internal sealed record AnalysisInput(ExperimentFolder Folder, ImmutableArray<VariantResult> Variants)
{
    /// <summary>The folder's path.</summary>
    public string Path => Folder.Path;

    /// <summary>The question and the gaps that count as reached.</summary>
    public ReportOptions Report => Folder.Plans.Report;

    /// <summary>Resolves the names in the settings.</summary>
    public FederationCatalogue Catalogue => Folder.Catalogue;

    /// <summary>The variants of a folder, without runs that the configuration does not know.</summary>
    public static AnalysisInput Of(ExperimentFolder folder, ExperimentResults results)
    {
        var planned = results.Variants.Where(variant => ReferenceEquals(variant.Folder, folder))
            .Select(variant => variant with { Runs = variant.Runs.RemoveAll(run => run.Specification is null) });
        return new AnalysisInput(folder, [.. planned.Where(variant => variant.Runs.Length > 0)]);
    }

    /// <summary>The environments of a variant.</summary>
    public EnvironmentSet EnvironmentsOf(VariantResult variant) =>
        Folder.Plans.EnvironmentsOf(variant.Runs[0].Summary.Run) ?? throw Lacking("continuous states", "finite environments");

    /// <summary>The variants that an analysis needs.</summary>
    /// <exception cref="SpecificationException">There are too few of them.</exception>
    public IReadOnlyList<VariantResult> Require(Func<VariantResult, bool> which, int least, string what)
    {
        var found = Variants.Where(which).ToList();
        return found.Count >= least ? found : throw Lacking($"{found.Count} of {what}", $"at least {least}");
    }

    /// <summary>The error for an experiment that lacks what its analysis compares.</summary>
    public SpecificationException Lacking(string found, string accepted) =>
        new($"{Path}: fedpg.report.analysis = {Report.Analysis}", found, accepted);
}

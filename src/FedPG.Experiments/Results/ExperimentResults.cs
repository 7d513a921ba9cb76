using System.Collections.Immutable;
using FedPG.Experiments.Configuration;
using FedPG.Federation;

namespace FedPG.Experiments.Results;

/// <summary>The results of one or several experiments, read from their folders.</summary>
public sealed record ExperimentResults
{
    /// <summary>The names of the experiments.</summary>
    public required string Title { get; init; }

    /// <summary>The folders, in the order given.</summary>
    public required ImmutableArray<ExperimentFolder> Folders { get; init; }

    /// <summary>The variants, in the order of the summaries.</summary>
    public required ImmutableArray<VariantResult> Variants { get; init; }

    /// <summary>The distinct sets of reference values.</summary>
    public required ImmutableArray<ReferenceSet> References { get; init; }

    /// <summary>Remarks about the results, one sentence each, without repetition; those about unfinished experiments first.</summary>
    public required ImmutableArray<string> Notices { get; init; }

    /// <summary>Whether any agent that was asked is missing from any round.</summary>
    public bool IsPartial => Variants.Any(variant => variant.Participation.IsPartial);

    /// <summary>Whether a round's simulated time differs between rounds, runs or variants.</summary>
    public bool IsTimed
    {
        get
        {
            var timed = Variants.Where(variant => variant.Time.SecondsPerRound.Length > 0).ToList();
            if (timed.Exists(variant => !variant.Time.IsUniform)) return true;
            double[] paces = [.. timed.Select(variant => variant.Time.SecondsPerRound[0])];
            return paces.Length > 1 && paces.Max() - paces.Min() > 1e-9 * paces.Max();
        }
    }

    /// <summary>Trajectories of the policies of typical runs, recorded when first used.</summary>
    internal ImmutableArray<RunTrajectories> Trajectories => field.IsDefault ? field = RunTrajectories.Of(Variants) : field;

    /// <summary>The states of the unfinished experiments, one sentence each.</summary>
    internal IEnumerable<string> States => StatesOf(Folders);

    /// <summary>Reads the folders that <c>fedpg run</c> wrote.</summary>
    /// <exception cref="SpecificationException">There is no folder, or one is not an experiment's folder or is damaged.</exception>
    public static ExperimentResults Load(params IReadOnlyList<string> directories) => Load(directories, catalogue: null);

    /// <summary>Reads the folders that <c>fedpg run</c> wrote.</summary>
    /// <param name="directories">The folders.</param>
    /// <param name="catalogue">Resolves the names in their configurations; <see cref="Files.ExperimentCatalogue.Default"/> if null.</param>
    /// <exception cref="SpecificationException">There is no folder, or one is not an experiment's folder or is damaged.</exception>
    public static ExperimentResults Load(IReadOnlyList<string> directories, FederationCatalogue? catalogue) =>
        Load(directories, new EnvironmentCache(catalogue));

    /// <summary>Reads the folders with environments that may have been built already.</summary>
    internal static ExperimentResults Load(IReadOnlyList<string> directories, EnvironmentCache environments)
    {
        if (directories.Count == 0)
            throw new SpecificationException("report: found no folder; accepted: one or more that `fedpg run` wrote");
        var folders = directories.Select(directory => ExperimentFolder.Read(directory, environments)).ToImmutableArray();
        var variants = folders.SelectMany(folder => VariantsOf(folder, folders)).ToImmutableArray();
        var damage = folders.SelectMany(DamagedRecords.Of);
        return new ExperimentResults
        {
            Title = string.Join(" and ", folders.Select(folder => folder.Name).Distinct()),
            Folders = folders,
            Variants = variants,
            References = ReferenceSet.Distinct(variants.SelectMany(variant => variant.Runs).Select(run => run.Summary)),
            Notices = [.. StatesOf(folders).Concat(damage).Concat(ResultNotices.Of(variants)).Distinct()],
        };
    }

    private static IEnumerable<string> StatesOf(ImmutableArray<ExperimentFolder> folders) =>
        folders.Select(folder => folder.State?.About(folder.Name)).OfType<string>();

    private static IEnumerable<VariantResult> VariantsOf(ExperimentFolder folder, ImmutableArray<ExperimentFolder> all)
    {
        // Two folders of one name (the same experiment, run twice) are distinguished by their paths.
        string prefix = all.Length == 1 ? "" : all.Count(other => other.Name == folder.Name) == 1 ? folder.Name : folder.Path;
        return folder.Summary.Runs.GroupBy(run => run.Variant)
            .Select(runs => VariantResult.Of(folder, runs.Key, prefix.Length == 0 ? runs.Key : $"{prefix}: {runs.Key}", [.. runs]));
    }
}

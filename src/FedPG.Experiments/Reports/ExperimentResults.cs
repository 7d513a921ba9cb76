using System.Collections.Immutable;
using FedPG.Experiments.Analyses;
using FedPG.Federation;

namespace FedPG.Experiments.Reports;

/// <summary>Everything a report shows, read back from one or several finished folders.</summary>
public sealed record ExperimentResults
{
    /// <summary>What to call it.</summary>
    public required string Title { get; init; }

    /// <summary>The folders, as given.</summary>
    public required ImmutableArray<ExperimentFolder> Folders { get; init; }

    /// <summary>The variants, in the order of the summaries.</summary>
    public required ImmutableArray<VariantResult> Variants { get; init; }

    /// <summary>The distinct sets of reference values.</summary>
    public required ImmutableArray<ReferenceSet> References { get; init; }

    /// <summary>What the reader should know, a sentence each, without repetition.</summary>
    public required ImmutableArray<string> Notices { get; init; }

    /// <summary>The folder of a variant.</summary>
    public ExperimentFolder FolderOf(VariantResult variant) => Folders.First(folder => folder.Path == variant.Folder);

    /// <summary>The answers of the folders that ask something.</summary>
    public ImmutableArray<Answer> Answers { get; init; } = [];

    /// <summary>Reads the folders that <c>fedpg run</c> wrote.</summary>
    /// <exception cref="SpecificationException">There is none, or one is no such folder or damaged.</exception>
    public static ExperimentResults Load(params IReadOnlyList<string> directories) => Load(directories, catalogue: null);

    /// <summary>Reads the folders that <c>fedpg run</c> wrote.</summary>
    /// <param name="directories">The folders.</param>
    /// <param name="catalogue">What the names in their configurations stand for; <see cref="Files.ExperimentCatalogue.Default"/> when null.</param>
    /// <exception cref="SpecificationException">There is none, or one is no such folder or damaged.</exception>
    public static ExperimentResults Load(IReadOnlyList<string> directories, FederationCatalogue? catalogue)
    {
        if (directories.Count == 0) throw new SpecificationException("report: found no folder; accepted: one or more that `fedpg run` wrote");
        var folders = directories.Select(directory => ExperimentFolder.Read(directory, catalogue)).ToImmutableArray();
        var variants = folders.SelectMany(folder => VariantsOf(folder, folders)).ToImmutableArray();
        var answers = folders.Select(FolderAnswer.Of).ToList();
        return new ExperimentResults
        {
            Answers = [.. answers.Select(entry => entry.Answer).OfType<Answer>()],
            Title = string.Join(" and ", folders.Select(folder => folder.Name).Distinct()),
            Folders = folders,
            Variants = variants,
            References = ReferenceSet.Distinct(variants.SelectMany(variant => variant.Runs)),
            Notices =
            [
                .. folders.Select(folder => folder.State?.Sentence).Concat(answers.Select(entry => entry.Problem)).OfType<string>()
                    .Concat(folders.SelectMany(DamagedRecords.Of)).Concat(ResultNotices.Of(variants)).Distinct(),
            ],
        };
    }

    private static IEnumerable<VariantResult> VariantsOf(ExperimentFolder folder, ImmutableArray<ExperimentFolder> all)
    {
        // Two folders of one name (the same experiment, run twice) are told apart by their paths.
        string prefix = all.Length == 1 ? "" : all.Count(other => other.Name == folder.Name) == 1 ? folder.Name : folder.Path;
        return folder.Summary.Runs.GroupBy(run => run.Variant).Select(runs =>
        {
            bool isUnderWay = runs.All(run => RunOutcomes.Of(run) != RunOutcome.Finished);
            var read = runs.ToDictionary(run => run.Run, run => RunRows.Read(folder, run));
            var counted = runs.Where(run => isUnderWay || RunOutcomes.Of(run) != RunOutcome.Interrupted);
            RunRows[] rows = [.. counted.Select(run => read[run.Run]).OfType<RunRows>()];
            Curve curve = RoundCurve.Of(rows, row => row.Objective);
            return new VariantResult
            {
                Label = prefix.Length == 0 ? runs.Key : $"{prefix}: {runs.Key}",
                Folder = folder.Path,
                Runs = [.. runs],
                Curve = curve,
                StepsPerAgent = RoundCurve.StepsPerAgent(rows, curve.At),
                Drift = DriftResult.Of(rows),
                Participation = ParticipationResult.Of(rows),
                Time = TimeResult.Of(rows),
                Milestones = new Milestones([.. rows.Select(Milestone.Of)]),
                Traces = read.Where(run => run.Value is not null).ToImmutableDictionary(run => run.Key, run => RunTrace.Of(run.Value!)),
            };
        });
    }
}

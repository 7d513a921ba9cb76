using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Results;
using FedPG.Federation;

namespace FedPG.Experiments.Analyses;

/// <summary>Everything that a report shows: the results of one or several experiments, and the answers to their questions.</summary>
public sealed record ReportContent
{
    private ReportContent(ExperimentResults results, ImmutableArray<Answer> answers, ImmutableArray<string> notices) =>
        (Results, Answers, Notices) = (results, answers, notices);

    /// <summary>The results.</summary>
    public ExperimentResults Results { get; }

    /// <summary>The answers of the experiments that have a question.</summary>
    public ImmutableArray<Answer> Answers { get; }

    /// <summary>Remarks about the results and the answers, one sentence each, without repetition.</summary>
    public ImmutableArray<string> Notices { get; }

    /// <summary>Reads the folders that <c>fedpg run</c> wrote, and answers their questions.</summary>
    /// <param name="directories">The folders.</param>
    /// <param name="catalogue">Resolves the names in their configurations; <see cref="Files.ExperimentCatalogue.Default"/> if null.</param>
    /// <exception cref="SpecificationException">There is no folder, or one is not an experiment's folder or is damaged.</exception>
    public static ReportContent Load(IReadOnlyList<string> directories, FederationCatalogue? catalogue = null) =>
        Load(directories, new EnvironmentCache(catalogue));

    /// <summary>Reads the folders with environments that may have been built already.</summary>
    internal static ReportContent Load(IReadOnlyList<string> directories, EnvironmentCache environments)
    {
        var results = ExperimentResults.Load(directories, environments);
        var answers = results.Folders.Select(folder => FolderAnswer.Of(folder, results)).ToList();
        var problems = answers.Select(entry => entry.Problem).OfType<string>();
        return new ReportContent(
            results,
            [.. answers.Select(entry => entry.Answer).OfType<Answer>()],
            [.. results.States.Concat(problems).Concat(results.Notices).Distinct()]);
    }
}

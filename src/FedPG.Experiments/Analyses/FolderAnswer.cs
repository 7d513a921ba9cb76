using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Analyses.Questions;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Analyses;

/// <summary>The answer to the question of an experiment's folder.</summary>
internal static class FolderAnswer
{
    /// <summary>The answer; null if the experiment has no question. A question that cannot be answered gives a problem instead.</summary>
    public static (Answer? Answer, string? Problem) Of(ExperimentFolder folder, ExperimentResults results)
    {
        if (folder.Configuration.Length == 0) return (null, null);
        if (folder.Plans.Problem is { } problem) return (null, Unanswered(problem));
        var asked = folder.Plans.Report;
        if (asked.Question.Length == 0) return (null, null);
        if (folder.State is not null) return (null, "the question is not answered before all runs have ended");
        try
        {
            var analysis = AnalysisCatalogue.Get(asked.Analysis);
            var finding = analysis.Find(AnalysisInput.Of(folder, results));
            return (
                new Answer
                {
                    Question = asked.Question,
                    Analysis = asked.Analysis,
                    Claim = analysis.Claim,
                    Agreement = finding.Agreement,
                    Sentence = finding.Sentence,
                    Table = finding.Table,
                    Chart = finding.Chart,
                },
                null);
        }
        catch (SpecificationException error)
        {
            // The rest of the report does not depend on the answer: an environment's file may have moved, or runs may be missing.
            return (null, Unanswered(error.Message));
        }
    }

    private static string Unanswered(string reason) => $"the question was not answered: {reason}";
}

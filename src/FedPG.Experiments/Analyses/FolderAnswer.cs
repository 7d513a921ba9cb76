using System.Text.Json;
using FedPG.Experiments.Planning;
using FedPG.Experiments.Plots;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Analyses;

/// <summary>The answer of an experiment's folder: computed from its files, written beside them.</summary>
internal static class FolderAnswer
{
    public const string JsonName = "answer.json";
    public const string PngName = "answer.png";
    public const string SvgName = "answer.svg";

    /// <summary>The answer; null where nothing was asked. A folder that cannot be analysed gives a reason instead.</summary>
    public static (Answer? Answer, string? Problem) Of(ExperimentFolder folder)
    {
        var environments = new EnvironmentCache(folder.Catalogue);
        try
        {
            var asked = FinishedExperiment.QuestionOf(folder, environments);
            if (asked.Question.Length == 0) return (null, null);
            if (folder.State is not null) return (null, "the question is not answered before all runs have ended");
            var experiment = FinishedExperiment.Read(folder, environments);
            var analysis = AnalysisCatalogue.Get(asked.Analysis);
            var finding = analysis.Find(experiment);
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
            // The rest of the report does not depend on it: an environment's file may have moved, or runs may be missing.
            return (null, $"the question was not answered: {error.Message}");
        }
    }

    /// <summary>Writes <c>answer.json</c> and the figure.</summary>
    public static void Write(string directory, Answer answer)
    {
        AtomicFile.WriteText(Path.Combine(directory, JsonName), JsonSerializer.Serialize(answer, RecordsJson.Shared.Answer) + "\n");
        AtomicFile.WriteBytes(Path.Combine(directory, PngName), ChartDrawing.Png(answer.Chart));
        AtomicFile.WriteText(Path.Combine(directory, SvgName), ChartDrawing.Svg(answer.Chart, FigureLayout.Wide).Document());
    }
}

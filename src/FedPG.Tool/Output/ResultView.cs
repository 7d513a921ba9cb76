using FedPG.Experiments.Analyses;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Presentation.Tables;
using Spectre.Console;

namespace FedPG.Tool.Output;

/// <summary>The results of an experiment as a table on standard output.</summary>
internal static class ResultView
{
    public static void Write(ReportContent content) => Write(content, Terminal.Output);

    public static void Write(ReportContent content, IAnsiConsole output)
    {
        var results = content.Results;
        output.Write(TableView.Of(ResultTable.Of(results), output.Profile.Width));
        foreach (var set in results.References) output.WriteLine(ReferenceLine.Of(set));
        foreach (var answer in content.Answers)
        {
            output.WriteLine();
            output.WriteLine(answer.Question);
            string claim = answer.Claim.Length > 0 ? $"Claim: {answer.Claim} {AnswerVerdict.Of(answer.Agreement)}" : "";
            output.WriteLine($"{answer.Sentence} {claim}");
        }

        foreach (string notice in content.Notices) output.WriteLine($"note: {notice}");
    }
}

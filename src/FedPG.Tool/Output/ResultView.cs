using FedPG.Experiments.Analyses;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Tables;
using Spectre.Console;

namespace FedPG.Tool.Output;

/// <summary>The results of an experiment as a table on standard output.</summary>
internal static class ResultView
{
    public static void Write(ExperimentResults results) => Write(results, Terminal.Output);

    public static void Write(ExperimentResults results, IAnsiConsole output)
    {
        output.Write(TableView.Of(ResultTable.Of(results), output.Profile.Width));
        foreach (var set in results.References) output.WriteLine(ReferenceLine.Of(set));
        foreach (var answer in results.Answers)
        {
            output.WriteLine();
            output.WriteLine(answer.Question);
            output.WriteLine($"{answer.Sentence} {(answer.Claim.Length > 0 ? $"Claim: {answer.Claim} {AnswerVerdict.Of(answer.Agreement)}" : "")}");
        }

        foreach (string notice in results.Notices) output.WriteLine($"note: {notice}");
    }
}

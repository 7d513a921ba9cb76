using FedPG.Experiments.Reports;
using FedPG.Experiments.Tables;
using Spectre.Console;

namespace FedPG.Cli.Output;

/// <summary>The results of an experiment as a table on standard output.</summary>
internal static class ResultView
{
    public static void Write(ExperimentResults results)
    {
        var table = new Table().Border(TableBorder.Rounded);
        var content = ResultTable.Of(results);
        foreach (string heading in content.Headings) table.AddColumn(new TableColumn(Markup.Escape(heading)).NoWrap());
        for (int i = 1; i < content.Headings.Length - 1; i++) table.Columns[i].RightAligned();
        foreach (var row in content.Rows) table.AddRow([.. row.Select(cell => new Text(cell.Text))]);
        var output = Terminal.Output;
        output.Write(table);
        foreach (var set in results.References) output.WriteLine(ReferenceLine.Of(set));
        foreach (string notice in results.Notices) output.WriteLine($"note: {notice}");
    }
}

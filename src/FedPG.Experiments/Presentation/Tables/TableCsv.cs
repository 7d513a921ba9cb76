using System.Globalization;
using System.Text;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>A table as CSV (RFC 4180), with full digits and with two more columns for the ends of each estimate's interval.</summary>
internal static class TableCsv
{
    public static string Of(ReportTable table)
    {
        bool[] hasInterval = [.. table.Headings.Select((_, column) => table.Rows.Any(row => row[column].Interval is not null))];
        var text = new StringBuilder();
        Line(table.Headings.SelectMany((heading, column) =>
            hasInterval[column] ? (string[])[heading, $"{heading} low", $"{heading} high"] : [heading]));
        foreach (var row in table.Rows)
        {
            Line(row.SelectMany((cell, column) => hasInterval[column]
                ? (string[])[Number(cell.Number), Number(cell.Interval?.Low), Number(cell.Interval?.High)]
                : [cell.Number is { } number ? Number(number) : cell == TableCell.None ? "" : cell.Text]));
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(CsvText.Quoted)).Append('\n');
    }

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

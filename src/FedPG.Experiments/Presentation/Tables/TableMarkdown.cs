using System.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>A table in GitHub's Markdown, with padded columns.</summary>
internal static class TableMarkdown
{
    public static string Of(ReportTable table)
    {
        var body = table.Rows.Select(row => row.Select(cell => Escaped(cell.Text)).ToArray());
        string[][] rows = [[.. table.Headings.Select(Escaped)], .. body];
        int[] widths = [.. table.Headings.Select((_, column) => Math.Max(3, rows.Max(row => row[column].Length)))];
        var text = new StringBuilder();
        Line(rows[0]);
        Line([.. widths.Select((width, column) => column == 0 ? new string('-', width) : $"{new string('-', width - 1)}:")]);
        foreach (string[] row in rows.Skip(1)) Line(row);
        return text.Append('\n').Append(Escaped(table.Caption)).Append('\n').ToString();

        void Line(string[] cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Padded)).Append(" |\n");

        string Padded(string cell, int column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}

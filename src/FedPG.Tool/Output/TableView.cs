using FedPG.Experiments.Presentation.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FedPG.Tool.Output;

/// <summary>A table for any width: as many columns as fit, or one block per row where too few fit.</summary>
internal static class TableView
{
    /// <summary>The table, or its blocks.</summary>
    /// <param name="table">The content.</param>
    /// <param name="width">Cells of the terminal.</param>
    public static IRenderable Of(ReportTable table, int width)
    {
        var columns = ColumnChoice.Of(table, width);
        if (!columns.Fits) return Blocks(table, width);
        var drawn = Table(table, columns);
        if (columns.LeftOut.Length == 0) return drawn;
        string note = $"Left out at this width: {string.Join(", ", columns.LeftOut)}. The page has all columns.";
        return new Rows(drawn, new Text(note));
    }

    private static Table Table(ReportTable table, ColumnChoice columns)
    {
        var drawn = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns.Shown)
        {
            var header = new TableColumn(new Text(string.Join('\n', column.Lines))).Width(column.Width).NoWrap();
            drawn.AddColumn(IsText(column.Heading, column.IsKey) ? header : header.RightAligned());
        }

        foreach (var row in table.Rows) drawn.AddRow(columns.Shown.Select(column => new Text(row[column.Index].Text)));
        return drawn;
    }

    private static bool IsText(string heading, bool isKey) => isKey || heading == "notes";

    private static Rows Blocks(ReportTable table, int width)
    {
        var columns = TerminalColumn.All(table);
        int names = columns.Where(column => !column.IsKey).Max(column => TerminalColumn.CellsOf(column.Heading));
        var lines = new List<IRenderable>();
        foreach (var row in table.Rows)
        {
            var settings = columns.Where(column => column is { IsKey: true, Index: > 0 })
                .Select(column => $"{column.Heading}={row[column.Index].Text}");
            lines.Add(new Text(string.Join(' ', settings.Prepend(row[0].Text)), new Style(decoration: Decoration.Bold)));
            foreach (var column in columns.Where(column => !column.IsKey && row[column.Index].Text.Length > 0))
            {
                string value = row[column.Index].Text;
                bool isBeside = names + 4 + TerminalColumn.CellsOf(value) <= width;
                lines.Add(new Text(isBeside ? $"  {column.Heading.PadRight(names)}  {value}" : $"  {column.Heading}"));
                if (!isBeside) lines.Add(new Padder(new Text(value), new Padding(4, 0, 0, 0)));
            }
        }

        return new Rows(lines);
    }
}

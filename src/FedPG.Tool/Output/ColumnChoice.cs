using System.Collections.Immutable;
using FedPG.Experiments.Presentation.Tables;

namespace FedPG.Tool.Output;

/// <summary>The columns of a table that a terminal has room for: those that name the row, then the others by importance.</summary>
/// <param name="Shown">The columns with their widths and their headings on one or several lines, in the table's order.</param>
/// <param name="LeftOut">The headings of those that say something and have no room.</param>
/// <param name="Fits">Whether there is room for the row's name and the most important column.</param>
internal sealed record ColumnChoice(ImmutableArray<TerminalColumn> Shown, ImmutableArray<string> LeftOut, bool Fits)
{
    /// <summary>Chooses columns.</summary>
    public static ColumnChoice Of(ReportTable table, int width)
    {
        var columns = TerminalColumn.All(table);
        var shown = columns.Where(column => column.IsKey).ToList();
        var others = table.ByImportance
            .Select(heading => columns.FirstOrDefault(column => column.Heading == heading))
            .OfType<TerminalColumn>()
            .ToList();
        bool fits = WidthOf(shown.Concat(others.Take(1))) <= width;
        var leftOut = ImmutableArray.CreateBuilder<string>();
        foreach (var column in others)
        {
            if (WidthOf(shown.Append(column)) <= width) shown.Add(column);
            else leftOut.Add(column.Heading);
        }

        return new ColumnChoice([.. shown.OrderBy(column => column.Index)], leftOut.ToImmutable(), fits);
    }

    /// <summary>A table's width: a column has a blank on both sides, and a line stands before, between and after the columns.</summary>
    private static int WidthOf(IEnumerable<TerminalColumn> columns) => columns.Sum(column => column.Width + 3) + 1;
}

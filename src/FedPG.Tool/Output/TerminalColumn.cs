using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FedPG.Experiments.Presentation.Tables;
using Spectre.Console.Rendering;

namespace FedPG.Tool.Output;

/// <summary>A column of a table as a terminal shows it.</summary>
/// <param name="Index">Its place in the table.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="IsKey">Whether it names the row.</param>
/// <param name="Lines">The heading, on as many lines as the cells' width asks for.</param>
/// <param name="Width">Cells of the terminal.</param>
internal sealed partial record TerminalColumn(int Index, string Heading, bool IsKey, ImmutableArray<string> Lines, int Width)
{
    /// <summary>The columns with a value; others are left out.</summary>
    public static ImmutableArray<TerminalColumn> All(ReportTable table) =>
    [
        .. Enumerable.Range(0, table.Headings.Length)
            .Where(i => i == 0 || table.Rows.Any(row => row[i].Text.Length > 0 && row[i] != TableCell.None))
            .Select(i => (Index: i, Content: table.Rows.Select(row => CellsOf(row[i].Text)).DefaultIfEmpty().Max()))
            .Select(column => Of(table.Headings[column.Index], column.Index, column.Index < table.KeyColumns, column.Content)),
    ];

    /// <summary>The width of a text in terminal cells.</summary>
    public static int CellsOf(string text) => new Segment(text).CellCount();

    private static TerminalColumn Of(string heading, int index, bool isKey, int content)
    {
        // Between words, and after the dots of a setting's name.
        string[] pieces = [.. Piece().Matches(heading).Select(match => match.Value)];
        int width = Math.Max(content, pieces.Max(piece => CellsOf(piece.TrimEnd())));
        var lines = new List<string>();
        foreach (string piece in pieces)
        {
            if (lines.Count > 0 && CellsOf((lines[^1] + piece).TrimEnd()) <= width) lines[^1] += piece;
            else lines.Add(piece);
        }

        return new TerminalColumn(index, heading, isKey, [.. lines.Select(line => line.TrimEnd())], width);
    }

    [GeneratedRegex(@"[^\s.]*(\.|\s+|$)(?<=.)")]
    private static partial Regex Piece();
}

using System.Collections.Immutable;

namespace FedPG.Experiments.Tables;

/// <summary>A table of a report: shown on the page and written as Markdown, LaTeX and CSV.</summary>
public sealed record ReportTable
{
    /// <summary>Its files' name without what follows the dot.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What its numbers are, in sentences.</summary>
    public required string Caption { get; init; }

    /// <summary>The columns' headings; the first column names the row.</summary>
    public required ImmutableArray<string> Headings { get; init; }

    /// <summary>The rows, each with a cell a column.</summary>
    public required ImmutableArray<ImmutableArray<TableCell>> Rows { get; init; }
}

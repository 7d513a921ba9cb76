using System.Collections.Immutable;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>A table of a report: shown on the page and written as Markdown, LaTeX and CSV.</summary>
internal sealed record ReportTable
{
    /// <summary>The name of the files, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The meaning of the numbers, in sentences.</summary>
    public required string Caption { get; init; }

    /// <summary>The columns' headings; the first ones name the row.</summary>
    public required ImmutableArray<string> Headings { get; init; }

    /// <summary>The number of columns that name the row: the variant and its swept settings.</summary>
    public int KeyColumns { get; init; } = 1;

    /// <summary>The other columns' headings, the most important first; by default in their own order.</summary>
    public ImmutableArray<string> ByImportance { get => field.IsDefault ? Headings[KeyColumns..] : field; init; }

    /// <summary>The index of each row's variant in the results, [rows]; empty if the rows are not variants.</summary>
    public ImmutableArray<int> Variants { get; init; } = [];

    /// <summary>The rows, with one cell per column.</summary>
    public ImmutableArray<ImmutableArray<TableCell>> Rows { get; init; } = [];
}

using System.Collections.Immutable;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>A table of a report: shown on the page and written as Markdown, LaTeX and CSV.</summary>
public sealed record ReportTable
{
    /// <summary>Its files' name without what follows the dot.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What its numbers are, in sentences.</summary>
    public required string Caption { get; init; }

    /// <summary>The columns' headings; the first ones name the row.</summary>
    public required ImmutableArray<string> Headings { get; init; }

    /// <summary>How many columns name the row: the variant and its swept settings.</summary>
    public int KeyColumns { get; init; } = 1;

    /// <summary>The other columns' headings, the most important first; in their own order where nothing is said.</summary>
    public ImmutableArray<string> ByImportance { get => field.IsDefault ? Headings[KeyColumns..] : field; init; }

    /// <summary>The place of each row's variant in the results, [rows]; empty where rows are no variants.</summary>
    public ImmutableArray<int> Variants { get; init; } = [];

    /// <summary>The rows, each with a cell a column.</summary>
    public ImmutableArray<ImmutableArray<TableCell>> Rows { get; init; } = [];
}

using System.Collections.Immutable;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>The first columns of a table with one row per variant: the variant's method, then one column per swept setting.</summary>
internal sealed record VariantColumns(ImmutableArray<string> Settings)
{
    /// <summary>The columns' headings.</summary>
    public ImmutableArray<string> Headings => ["variant", .. Settings];

    /// <summary>The columns of the results' variants.</summary>
    public static VariantColumns Of(ExperimentResults results) => new(
        [.. results.Variants.SelectMany(variant => variant.Point.Select(value => value.Setting)).Distinct()]);

    /// <summary>A variant's cells.</summary>
    public IEnumerable<TableCell> Cells(VariantResult variant) =>
        Settings.Select(setting => Cell(variant, setting)).Prepend(variant.Method);

    private static TableCell Cell(VariantResult variant, string setting) =>
        variant.Point.FirstOrDefault(value => value.Setting == setting) is { } value ? value.Value : TableCell.None;

    /// <summary>A table with one row per variant.</summary>
    /// <param name="table">The table with the headings and cells that follow the variant's own.</param>
    /// <param name="results">The results.</param>
    /// <param name="row">A variant's further cells.</param>
    public static ReportTable Table(ReportTable table, ExperimentResults results, Func<VariantResult, IEnumerable<TableCell>> row)
    {
        var columns = Of(results);
        return table with
        {
            KeyColumns = columns.Headings.Length,
            Headings = [.. columns.Headings, .. table.Headings],
            Rows = [.. results.Variants.Select(variant => (ImmutableArray<TableCell>)[.. columns.Cells(variant), .. row(variant)])],
            Variants = [.. Enumerable.Range(0, results.Variants.Length)],
        };
    }
}

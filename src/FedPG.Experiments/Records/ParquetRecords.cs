using System.Collections.Frozen;

namespace FedPG.Experiments.Records;

/// <summary>Writes an experiment's CSV files also as Parquet files with the same columns: integers are INT64, other numbers
/// DOUBLE.</summary>
internal static class ParquetRecords
{
    /// <summary>The name of the summary's file.</summary>
    public const string SummaryName = "summary.parquet";

    /// <summary>Writes <c>summary.parquet</c> and, for each run that has rows, <c>rounds.parquet</c> and <c>timings.parquet</c>.</summary>
    /// <param name="directory">A folder that <c>fedpg run</c> wrote.</param>
    /// <exception cref="SpecificationException">The folder has no experiment, or a file in it is damaged.</exception>
    public static Task WriteAsync(string directory) => WriteAsync(directory, SummaryFile.Read(directory));

    /// <summary>Writes the files of an experiment that may be unfinished.</summary>
    /// <param name="directory">A folder that <c>fedpg run</c> wrote.</param>
    /// <param name="summary">Its summary, or one of what it has recorded.</param>
    public static async Task WriteAsync(string directory, ExperimentSummary summary)
    {
        await ParquetColumn.WriteAsync(Path.Combine(directory, SummaryName), SummaryColumns.ForParquet(summary.Runs)).ConfigureAwait(false);
        foreach (RunSummary run in summary.Runs)
        {
            string folder = Path.Combine(directory, run.Run);
            bool isOpen = !run.Completed;
            await ConvertAsync(Path.Combine(folder, RoundsFile.FileName), RoundsFile.WholeNumbers, isOpen).ConfigureAwait(false);
            await ConvertAsync(Path.Combine(folder, TimingsFile.FileName), TimingsFile.WholeNumbers, isOpen).ConfigureAwait(false);
        }
    }

    private static async Task ConvertAsync(string csv, FrozenSet<string> wholeNumbers, bool isOpen)
    {
        if (!File.Exists(csv)) return;
        var table = CsvTable.Read(csv, isOpen);
        var columns = table.Columns.Select((name, column) => wholeNumbers.Contains(name)
            ? ParquetColumn.Of(name, Values(table, row => table.Integer(row, column)))
            : ParquetColumn.Of(name, Values(table, row => table.Double(row, column))));
        await ParquetColumn.WriteAsync(Path.ChangeExtension(csv, "parquet"), [.. columns]).ConfigureAwait(false);
    }

    private static T[] Values<T>(CsvTable table, Func<int, T> value) => [.. Enumerable.Range(0, table.Rows).Select(value)];
}

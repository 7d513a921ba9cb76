using FedPG.Experiments.Records;
using FedPG.Experiments.Results.Dataset;

namespace FedPG.Experiments.Results.Export;

/// <summary>Parquet: the summary, the table of all runs, and the files of each run.</summary>
internal sealed class ParquetFormat : IRecordFormat
{
    /// <inheritdoc/>
    public string Name => "parquet";

    /// <inheritdoc/>
    public bool IsKeptIn(ExperimentFolder folder) => File.Exists(Path.Combine(folder.Path, ParquetRecords.SummaryName));

    /// <inheritdoc/>
    public async Task WriteAsync(ExperimentFolder folder, CancellationToken cancellationToken)
    {
        await ParquetRecords.WriteAsync(folder.Path, folder.Summary).ConfigureAwait(false);
        string table = Path.Combine(folder.Path, DatasetFiles.ParquetName);
        await RoundsTableParquet.WriteAsync(table, RoundsTable.Of(folder), cancellationToken).ConfigureAwait(false);
    }
}

using System.Collections.Immutable;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results.Dataset;

/// <summary>The files about all runs of an experiment together: <c>rounds.csv</c>, <c>rounds.parquet</c> and
/// <c>experiment.json</c>.</summary>
internal static class DatasetFiles
{
    /// <summary>The name of the table in an experiment's folder.</summary>
    public const string CsvName = RoundsFile.FileName;

    /// <summary>The name of the table as Parquet.</summary>
    public const string ParquetName = "rounds.parquet";

    /// <summary>The names of all files, in an experiment's folder.</summary>
    public static ImmutableArray<string> Names { get; } = [CsvName, ParquetName, ExperimentIndexFile.FileName];

    /// <summary>Writes <c>rounds.csv</c> and <c>experiment.json</c>.</summary>
    /// <param name="folder">The folder; a run that is still running has the rows that it has written.</param>
    /// <param name="cancellationToken">Ends the writing; a file is written completely or not at all.</param>
    /// <exception cref="SpecificationException">The records of a run are damaged.</exception>
    public static async Task WriteAsync(ExperimentFolder folder, CancellationToken cancellationToken)
    {
        ExperimentIndexFile.Write(folder);
        var table = RoundsTable.Of(folder);
        await RoundsTableCsv.WriteAsync(Path.Combine(folder.Path, CsvName), table, cancellationToken).ConfigureAwait(false);
    }
}

using System.CommandLine;
using FedPG.Experiments.Records;
using FedPG.Experiments.Records.TensorBoard;
using FedPG.Experiments.Results;
using FedPG.Experiments.Results.Dataset;
using FedPG.Experiments.Text;

namespace FedPG.Tool.Commands;

/// <summary>Formats of the records in addition to CSV.</summary>
[Flags]
internal enum FurtherFormats
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Parquet files.</summary>
    Parquet = 1,

    /// <summary>TensorBoard event files.</summary>
    TensorBoard = 2,
}

/// <summary><c>--format</c>: several names, separated by commas or given as several options.</summary>
internal static class FormatOption
{
    private static readonly (string Name, FurtherFormats Format)[] Names =
        [("csv", FurtherFormats.None), ("parquet", FurtherFormats.Parquet), ("tensorboard", FurtherFormats.TensorBoard)];

    /// <summary>The option.</summary>
    public static Option<string[]> Create() => new("--format")
    {
        Description = "Files beside the CSV files: parquet, tensorboard (event files) or both, separated by a comma.",
        HelpName = string.Join('|', Names.Select(known => known.Name)),
    };

    /// <summary>The formats of an option's values.</summary>
    /// <exception cref="SpecificationException">A name is unknown.</exception>
    public static FurtherFormats Parse(string[]? values) => (values ?? []).SelectMany(value => value.Split(','))
        .Aggregate(FurtherFormats.None, (formats, name) => formats | Of(name));

    /// <summary>Writes the files of an experiment.</summary>
    public static async Task WriteAsync(FurtherFormats formats, ExperimentFolder folder)
    {
        // Those of an earlier execution are kept up to date.
        bool isParquet = formats.HasFlag(FurtherFormats.Parquet) || File.Exists(Path.Combine(folder.Path, ParquetRecords.SummaryName));
        if (isParquet) await DatasetFiles.WriteParquetAsync(folder, CancellationToken.None);
        if (formats.HasFlag(FurtherFormats.TensorBoard)) TensorBoardRecords.Write(folder.Path, folder.Summary.Runs);
    }

    private static FurtherFormats Of(string name) =>
        Array.FindIndex(Names, known => known.Name == name) is >= 0 and var index
        ? Names[index].Format
        : throw new SpecificationException(
            "--format", $"'{CommonOptions.Shown(name)}'", NameList.Or(Names.Select(known => known.Name)));
}

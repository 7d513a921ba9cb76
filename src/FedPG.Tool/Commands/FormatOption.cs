using System.CommandLine;
using FedPG.Experiments.Results;
using FedPG.Experiments.Results.Export;
using FedPG.Experiments.Text;
using FedPG.Federation;

namespace FedPG.Tool.Commands;

/// <summary><c>--format</c>: several names, separated by commas or given as several options.</summary>
internal static class FormatOption
{
    /// <summary>The format of the files that are always written.</summary>
    private const string Csv = "csv";

    /// <summary>The option.</summary>
    public static Option<string[]> Create() => new("--format")
    {
        Description = "Files beside the CSV files, separated by commas: parquet, tensorboard (event files), or the format of an extension.",
        HelpName = "csv|parquet|tensorboard",
    };

    /// <summary>The formats of an option's values, in addition to CSV.</summary>
    /// <param name="values">The values.</param>
    /// <param name="catalogue">The formats that there are.</param>
    /// <exception cref="SpecificationException">A name is unknown.</exception>
    public static IReadOnlyList<IRecordFormat> Parse(string[]? values, FederationCatalogue catalogue)
    {
        var known = RecordFormats.Of(catalogue);
        return [.. (values ?? []).SelectMany(value => value.Split(',')).Where(name => name != Csv).Select(Find).Distinct()];

        IRecordFormat Find(string name) => known.FirstOrDefault(format => format.Name == name) ?? throw new SpecificationException(
            "--format", $"'{CommonOptions.Shown(name)}'", NameList.Or(known.Select(format => format.Name).Prepend(Csv)));
    }

    /// <summary>Writes the files of an experiment, and again those of an earlier execution that are kept up to date.</summary>
    public static async Task WriteAsync(IReadOnlyList<IRecordFormat> formats, ExperimentFolder folder)
    {
        foreach (var format in RecordFormats.Of(folder.Catalogue))
        {
            if (formats.Contains(format) || format.IsKeptIn(folder)) await format.WriteAsync(folder, CancellationToken.None);
        }
    }
}

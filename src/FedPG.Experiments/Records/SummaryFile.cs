using System.Text.Json;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Records;

/// <summary>
/// <c>summary.json</c> and <c>summary.csv</c>. A non-finite objective (of a diverged run) is kept: in JSON as the string "NaN", "Infinity"
/// or "-Infinity", in CSV without quotes.
/// </summary>
public static class SummaryFile
{
    /// <summary>The JSON file's name in an experiment's folder.</summary>
    public const string JsonName = "summary.json";

    /// <summary>The CSV file's name in an experiment's folder.</summary>
    public const string CsvName = "summary.csv";

    /// <summary>Writes both files into an experiment's folder, each atomically.</summary>
    public static void Write(string folder, ExperimentSummary summary)
    {
        string json = JsonSerializer.Serialize(summary, RecordsJson.Shared.ExperimentSummary) + "\n";
        AtomicFile.WriteText(Path.Combine(folder, JsonName), json);
        AtomicFile.WriteText(Path.Combine(folder, CsvName), SummaryColumns.Csv(summary.Runs));
    }

    /// <summary>Reads <c>summary.json</c> of an experiment's folder.</summary>
    /// <exception cref="SpecificationException">The file is missing or damaged.</exception>
    public static ExperimentSummary Read(string folder)
    {
        string path = Path.Combine(folder, JsonName);
        return SummaryCheck.Checked(JsonFile.Read(path, RecordsJson.Shared.ExperimentSummary, "the summary that `fedpg run` writes"), path);
    }
}

using System.Collections.Immutable;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Records;

/// <summary><c>run.json</c> in a run's folder: identifies the run and, once completed, holds its summary. A resumed experiment does not
/// repeat completed runs.</summary>
internal sealed record RunMark
{
    /// <summary>The file's name.</summary>
    public const string FileName = "run.json";

    /// <summary>The format that this version writes and continues. Reports read other formats too.</summary>
    public const string CurrentFormat = "fedpg-run/2";

    /// <summary>The format; null in the first one, <c>fedpg-run/1</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The fingerprint of everything that determines the run's bits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The run's number of rounds, done or planned.</summary>
    public int Rounds { get; init; }

    /// <summary>The run's summary; null until the run is completed.</summary>
    public RunSummary? Summary { get; init; }

    /// <summary>The SHA-256 of the files of a completed run, by name, to detect files that were cut or changed.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Writes <c>run.json</c> atomically.</summary>
    public void Write(string folder) =>
        AtomicFile.WriteText(
            Path.Combine(folder, FileName), System.Text.Json.JsonSerializer.Serialize(this, RecordsJson.Shared.RunMark) + "\n");

    /// <summary>Reads <c>run.json</c>; null if the folder has none.</summary>
    /// <exception cref="SpecificationException">The file is damaged.</exception>
    public static RunMark? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonFile.Read(path, RecordsJson.Shared.RunMark, "what `fedpg run` wrote, or --overwrite") : null;
    }
}

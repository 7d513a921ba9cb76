using System.Collections.Immutable;

namespace FedPG.Experiments.Records;

/// <summary><c>run.json</c> in a run's folder: which run it holds, and how it ended if it was completed. A resumed experiment leaves completed runs alone.</summary>
public sealed record RunMark
{
    /// <summary>The file's name.</summary>
    public const string FileName = "run.json";

    /// <summary>Stands for everything that decides the run's bits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>How many rounds it has, or will have.</summary>
    public int Rounds { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    public RunSummary? Summary { get; init; }

    /// <summary>The SHA-256 of the files of a completed run, by name, so that a file that was cut or changed shows.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), System.Text.Json.JsonSerializer.Serialize(this, RecordsJson.Shared.RunMark) + "\n");

    /// <summary>Reads it; null if the folder has none.</summary>
    /// <exception cref="SpecificationException">It is damaged.</exception>
    public static RunMark? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonFile.Read(path, RecordsJson.Shared.RunMark, "what `fedpg run` wrote, or --overwrite") : null;
    }
}

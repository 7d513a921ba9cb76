using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Records;

/// <summary>Where a result came from: <c>provenance.json</c>.</summary>
public sealed record Provenance
{
    /// <summary>The file's name in an experiment's folder.</summary>
    public const string FileName = "provenance.json";

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>The commit of the build; empty if unknown.</summary>
    public string Commit { get; init; } = "";

    /// <summary>The machine's name.</summary>
    public string Host { get; init; } = "";

    /// <summary>The machine's number of logical processors.</summary>
    public int Processors { get; init; }

    /// <summary>The .NET runtime, operating system and architecture.</summary>
    public string Runtime { get; init; } = "";

    /// <summary>The start of the program, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>The command line, arguments with spaces quoted.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>This process's provenance.</summary>
    /// <param name="arguments">The command line's words, the program's name first.</param>
    /// <param name="started">The start of the process.</param>
    public static Provenance Current(IEnumerable<string> arguments, DateTimeOffset started)
    {
        // The informational version is VERSION or VERSION+COMMIT.
        string[] version = typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+', 2);
        return new Provenance
        {
            Version = version[0],
            Commit = version.ElementAtOrDefault(1) ?? "",
            Host = Environment.MachineName,
            Processors = Environment.ProcessorCount,
            Runtime = string.Join(
                ", ", RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture),
            Started = started.ToUniversalTime(),
            CommandLine = string.Join(' ', arguments.Select(Quoted)),
        };
    }

    /// <summary>Writes <c>provenance.json</c> into an experiment's folder.</summary>
    public void Write(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, RecordsJson.Shared.Provenance) + "\n");

    /// <summary>Reads <c>provenance.json</c>; null if the folder has none.</summary>
    /// <exception cref="SpecificationException">The file is damaged.</exception>
    public static Provenance? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        var read = JsonFile.Read(path, RecordsJson.Shared.Provenance, "the provenance that `fedpg run` writes");

        // A key that is not there is null, whatever the property's default: generated code sets all of them.
        return read with
        {
            Commit = read.Commit ?? "",
            Host = read.Host ?? "",
            Runtime = read.Runtime ?? "",
            CommandLine = read.CommandLine ?? "",
        };
    }

    private static string Quoted(string word) => word.Length == 0 || word.Any(char.IsWhiteSpace) ? $"\"{word}\"" : word;
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>Digests of the files of a completed run.</summary>
internal static class RunDigests
{
    /// <summary>The SHA-256 of each file, by name; the policies of single agents share one digest.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The run.</param>
    public static ImmutableSortedDictionary<string, string> Of(string folder, PlannedRun run) => Names(run)
        .ToImmutableSortedDictionary(
            name => name.Key, name => Digest(name.Value.Select(file => Path.Combine(folder, file))), StringComparer.Ordinal);

    /// <summary>The first file that is missing or has changed since the run was completed; null if there is none.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="mark">The marker written when the run was completed.</param>
    public static string? Damaged(string folder, PlannedRun run, RunMark mark)
    {
        foreach (var (name, files) in Names(run))
        {
            var paths = files.Select(file => Path.Combine(folder, file)).ToList();
            if (!mark.Files.TryGetValue(name, out string? digest) || !paths.TrueForAll(File.Exists) || Digest(paths) != digest) return name;
        }

        return null;
    }

    private static IEnumerable<KeyValuePair<string, IEnumerable<string>>> Names(PlannedRun run)
    {
        yield return new(RoundsFile.FileName, [RoundsFile.FileName]);
        yield return new(TimingsFile.FileName, [TimingsFile.FileName]);
        if (run.Run.Settings.Diagnostics.Lojasiewicz) yield return new(DiagnosticsFile.FileName, [DiagnosticsFile.FileName]);
        if (run.Run.Settings.Diagnostics.AgentsEvery is not null) yield return new(AgentsFile.FileName, [AgentsFile.FileName]);
        yield return new(run.Algorithm.Policies == 1 ? PolicyFile.FileName : PolicyRecord.FolderName, PolicyRecord.Files(run));
        yield return new(run.Algorithm.Policies == 1 ? PolicyFile.BestName : PolicyRecord.BestFolderName, PolicyRecord.BestFiles(run));
    }

    private static string Digest(IEnumerable<string> paths)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in paths)
        {
            using var file = File.OpenRead(path);
            all.AppendData(SHA256.HashData(file));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}

using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>A run's folder in that of its experiment.</summary>
internal static class RunFolder
{
    /// <summary>Removes what a run wrote to a folder, and the folder when nothing else is in it; any other folder stays as it is.</summary>
    public static void Clear(string folder)
    {
        if (!File.Exists(Path.Combine(folder, RoundsFile.FileName)) || !File.Exists(Path.Combine(folder, TimingsFile.FileName))) return;
        foreach (string name in new[] { RoundsFile.FileName, TimingsFile.FileName, PolicyRecord.FileName }) File.Delete(Path.Combine(folder, name));
        string policies = Path.Combine(folder, PolicyRecord.AgentsFolder);
        if (Directory.Exists(policies))
        {
            foreach (string file in Directory.GetFiles(policies, PolicyRecord.AgentsPattern)) File.Delete(file);
            DeleteIfEmpty(policies);
        }

        DeleteIfEmpty(folder);
    }

    private static void DeleteIfEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}

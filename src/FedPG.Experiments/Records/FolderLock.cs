namespace FedPG.Experiments.Records;

/// <summary>The file that a process holds open while it writes to an experiment's folder.</summary>
internal static class FolderLock
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".fedpg-lock";

    /// <summary>Whether a process writes to a folder now.</summary>
    public static bool IsHeld(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return false;
        try
        {
            // A killed process leaves the file, but not the lock.
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return File.Exists(file);
        }
    }
}

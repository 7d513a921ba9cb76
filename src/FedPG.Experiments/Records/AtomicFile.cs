using System.Text;

namespace FedPG.Experiments.Records;

/// <summary>Files that are there whole or not at all: written beside their place, then moved over it.</summary>
internal static class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>Whether a file was begun here and not finished.</summary>
    public static bool IsUnfinished(string path) =>
        Path.GetFileName(path) is ['.', ..] name && name.EndsWith(Ending, StringComparison.Ordinal)
        && Guid.TryParseExact(Path.GetExtension(name[..^Ending.Length]).TrimStart('.'), "N", out _);

    /// <summary>Removes what a killed process has left in a folder.</summary>
    public static void RemoveUnfinished(string folder)
    {
        foreach (string file in Directory.GetFiles(folder).Where(IsUnfinished)) File.Delete(file);
    }

    /// <summary>Writes UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes; the folder is made if it is not there.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // The same folder, since a move between file systems is not atomic.
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}{Ending}");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

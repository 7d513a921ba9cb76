using System.Text;

namespace FedPG.Experiments.Records;

/// <summary>Files that are there whole or not at all: written beside their place, then moved over it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes; the folder is made if it is not there.</summary>
    public static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // The same folder, since a move between file systems is not atomic.
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
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

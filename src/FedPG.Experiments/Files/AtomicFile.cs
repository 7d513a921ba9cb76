using System.Text;

namespace FedPG.Experiments.Files;

/// <summary>Atomic file writes: to a temporary file in the same folder, which is then renamed.</summary>
internal static class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>Includes hidden files, such as these; links are not followed, since they may lead out of the folder.</summary>
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Whether a file is the temporary file of an interrupted write.</summary>
    public static bool IsUnfinished(string path) =>
        Path.GetFileName(path) is ['.', ..] name && name.EndsWith(Ending, StringComparison.Ordinal)
        && Guid.TryParseExact(Path.GetExtension(name[..^Ending.Length]).TrimStart('.'), "N", out _);

    /// <summary>Removes the temporary files that a killed process has left in a folder and the folders below it.</summary>
    public static void RemoveUnfinished(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*" + Ending, Everywhere).Where(IsUnfinished)) File.Delete(file);
    }

    /// <summary>Writes UTF-8 without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes; creates the folder if it is missing.</summary>
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
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException && error.Message.Contains(temporary, StringComparison.Ordinal))
        {
            // The user asked for the file, not for its temporary name.
            throw new IOException(error.Message.Replace(temporary, path, StringComparison.Ordinal), error);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

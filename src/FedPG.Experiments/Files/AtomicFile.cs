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
    public static void WriteBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes a file that need not fit into memory; creates the folder if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; when it throws, the file stays as it was.</param>
    /// <param name="cancellationToken">Makes the next write to the stream throw.</param>
    public static void Write(string path, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        string temporary = Temporary(path);
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
                write(new InterruptibleStream(file, cancellationToken));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (IsAbout(error, temporary))
        {
            throw Renamed(error, temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc cref="Write"/>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        string temporary = Temporary(path);
        try
        {
            // Closed before the file is renamed, which Windows requires.
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
            await using (stream.ConfigureAwait(false)) await write(stream).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (IsAbout(error, temporary))
        {
            throw Renamed(error, temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A name in the same folder, since a move between file systems is not atomic.</summary>
    private static string Temporary(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}{Ending}");
    }

    private static bool IsAbout(Exception error, string temporary) =>
        error is IOException or UnauthorizedAccessException && error.Message.Contains(temporary, StringComparison.Ordinal);

    /// <summary>The error with the name of the file that the user asked for.</summary>
    private static IOException Renamed(Exception error, string temporary, string path) =>
        new(error.Message.Replace(temporary, path, StringComparison.Ordinal), error);
}

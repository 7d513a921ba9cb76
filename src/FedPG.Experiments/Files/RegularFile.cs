using FedPG.Experiments.Text;
using Microsoft.Win32.SafeHandles;

namespace FedPG.Experiments.Files;

/// <summary>Reads untrusted files: regular files only, up to a limit of bytes.</summary>
internal static class RegularFile
{
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(5);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <param name="accepted">What the file should be, for error messages.</param>
    /// <exception cref="SpecificationException">The file is missing, not regular, too large, or cannot be read.</exception>
    public static byte[] Read(string path, int limit, string accepted) => Opened(path, accepted, (file, shown) =>
    {
        using (file) return Read(file, limit) ?? throw TooLarge(file, shown, limit, accepted);
    });

    /// <summary>Opens a file to read it from its beginning to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <param name="accepted">What the file should be, for error messages.</param>
    /// <exception cref="SpecificationException">The file is missing, not regular, too large, or cannot be opened.</exception>
    public static Stream OpenRead(string path, long limit, string accepted) => Opened(path, accepted, (file, shown) =>
    {
        if (RandomAccess.GetLength(file) <= limit) return new FileStream(file, FileAccess.Read);
        using (file) throw TooLarge(file, shown, limit, accepted);
    });

    private static SpecificationException TooLarge(SafeFileHandle file, string shown, long limit, string accepted) => new(
        shown, InputLimits.Text(RandomAccess.GetLength(file)), $"{accepted}, of at most {InputLimits.Text(limit)}");

    private static T Opened<T>(string path, string accepted, Func<SafeFileHandle, string, T> use)
    {
        string shown = path.Length == 0 ? "file" : OneLine.Of(path);
        try
        {
            if (path.Length == 0) throw new SpecificationException(shown, "no name", accepted);
            if (Directory.Exists(path)) throw new SpecificationException(shown, "a folder", accepted);
            if (FileKind.Irregular(path) is { } kind) throw new SpecificationException(shown, kind, accepted);
            var file = FileKind.IsKnown
                ? Open(path)
                : Open(path, OpeningLimit) ?? throw new SpecificationException(shown, "a pipe", accepted);
            return use(file, shown);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpecificationException($"{shown}: found no such file; accepted: {accepted}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SpecificationException($"{shown}: cannot be read ({OneLine.Of(e.Message)}); accepted: {accepted}", e);
        }
    }

    /// <summary>Opens a file whose kind is not known; null if that takes too long: a pipe blocks until it has a writer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The time limit.</param>
    internal static SafeFileHandle? Open(string path, TimeSpan limit)
    {
        // A thread of its own, which ends with the process if the file never opens.
        var opening = Task.Factory.StartNew(
            () => Open(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([opening], limit) == 0 ? opening.GetAwaiter().GetResult() : null;
    }

    private static SafeFileHandle Open(string path) => File.OpenHandle(path, options: FileOptions.SequentialScan);

    /// <summary>The content; null if it exceeds the limit, even if the file system reports a smaller length.</summary>
    private static byte[]? Read(SafeFileHandle file, int limit)
    {
        long length = RandomAccess.GetLength(file);
        if (length > limit) return null;
        byte[] content = new byte[length];
        int count = 0;
        while (true)
        {
            int read = RandomAccess.Read(file, content.AsSpan(count), count);
            count += read;
            if (count < content.Length && read > 0) continue;
            if (count < content.Length) return content[..count];

            // Reading one byte more shows whether the file has grown or has no known length.
            byte[] next = new byte[1];
            if (RandomAccess.Read(file, next, count) == 0) return content;
            if (count == limit) return null;
            Array.Resize(ref content, (int)Math.Min(limit, Math.Max(4096L, 2L * count)));
            content[count++] = next[0];
        }
    }
}

using Microsoft.Win32.SafeHandles;

namespace FedPG.Experiments.Configuration;

/// <summary>Reads files whose content nobody has checked yet: regular ones only, and no more of them than a limit allows.</summary>
internal static class RegularFile
{
    /// <summary>The whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <param name="accepted">What is expected of it, in words.</param>
    /// <exception cref="SpecificationException">It is not there, not a regular file, too large, or cannot be read.</exception>
    public static byte[] Read(string path, int limit, string accepted)
    {
        string shown = path.Length == 0 ? "file" : OneLine.Of(path);
        try
        {
            if (path.Length == 0) throw new SpecificationException(shown, "no name", accepted);
            if (Directory.Exists(path)) throw new SpecificationException(shown, "a folder", accepted);
            if (FileKind.Irregular(path) is { } kind) throw new SpecificationException(shown, kind, accepted);
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            return Read(file, limit) ?? throw new SpecificationException(
                shown, InputLimits.Text(RandomAccess.GetLength(file)), $"{accepted}, of at most {InputLimits.Text(limit)}");
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

    /// <summary>The content; null if there is more of it than the limit, whatever length the file system gives.</summary>
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

            // One byte more than there should be tells a file that grows, or whose length is not known, from one that is read.
            byte[] next = new byte[1];
            if (RandomAccess.Read(file, next, count) == 0) return content;
            if (count == limit) return null;
            Array.Resize(ref content, (int)Math.Min(limit, Math.Max(4096L, 2L * count)));
            content[count++] = next[0];
        }
    }
}

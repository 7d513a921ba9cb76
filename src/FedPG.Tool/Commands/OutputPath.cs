using System.Text;
using FedPG.Experiments.Files;

namespace FedPG.Tool.Commands;

/// <summary>The path of the user's output: refused immediately if it cannot be written.</summary>
internal static class OutputPath
{
    /// <summary>File systems allow 255 bytes, of which a file that is being written takes 40 more.</summary>
    private const int LongestName = 200;

    /// <summary>Linux and most other systems allow 4,096 bytes; the files of a run need some of them.</summary>
    private const int LongestPath = 3_500;

    /// <summary>The path, checked.</summary>
    /// <param name="path">A file's or a folder's.</param>
    /// <param name="option">The option it comes from.</param>
    /// <exception cref="SpecificationException">It is empty, too long, leads through a file, or is a device or a pipe.</exception>
    public static string Checked(string path, string option)
    {
        string shown = CommonOptions.Shown(path);
        if (string.IsNullOrWhiteSpace(path)) throw new SpecificationException(option, "no name", "where to write");
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new SpecificationException(option, "a name with the character U+0000", "where to write");
        string full = Path.GetFullPath(path);
        string[] names = full.Split(Path.DirectorySeparatorChar);
        if (names.FirstOrDefault(name => Encoding.UTF8.GetByteCount(name) > LongestName) is { } longest)
            throw new SpecificationException(
                $"{option} {shown}", $"a name of {Encoding.UTF8.GetByteCount(longest)} bytes", $"names of at most {LongestName} bytes");
        if (Encoding.UTF8.GetByteCount(full) > LongestPath)
            throw new SpecificationException(
                $"{option} {shown}", $"a path of {Encoding.UTF8.GetByteCount(full)} bytes", $"at most {LongestPath} bytes");
        for (string? above = Path.GetDirectoryName(full); above is not null && !Directory.Exists(above);
            above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
                throw new SpecificationException(
                    $"{option} {shown}", $"'{CommonOptions.Shown(above)}', a file on its way", "a path through folders");
        }

        // A page is renamed into its place, which would replace a device.
        if (FileKind.Irregular(full) is { } kind) throw new SpecificationException($"{option} {shown}", kind, "a file or a folder");
        return path;
    }
}

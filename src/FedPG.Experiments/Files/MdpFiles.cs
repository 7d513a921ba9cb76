using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>Reads files of finite processes in any of the formats of a catalogue.</summary>
internal static class MdpFiles
{
    private const int MostPaths = 1000;
    private const int BeginningBytes = 1 << 20;

    /// <summary>Reads files, whose types make one federation.</summary>
    /// <param name="paths">At least one.</param>
    /// <param name="options">What the user adds.</param>
    /// <param name="formats">The formats, in the order in which they are asked.</param>
    /// <param name="accepted">What a file should be, for messages.</param>
    /// <exception cref="SpecificationException">A file is not valid, or files do not fit together; the message is one line.</exception>
    public static EnvironmentSet Read(
        IReadOnlyList<string> paths, MdpOptions options, ImmutableArray<IMdpFormat> formats, string accepted = "an MDP file")
    {
        if (paths.Count > MostPaths)
            throw new SpecificationException("path", $"{paths.Count} files", FormattableString.Invariant($"at most {MostPaths}"));
        (IMdpFormat Format, MdpDocument Document)[] read = [.. paths.Select(path => Read(path, options, formats, accepted))];
        RequireUsed(options, Shown(paths[0]), [.. read.Select(file => file.Format)], formats);
        return MdpImport.ToEnvironments([.. paths.Zip(read, (path, file) => (Shown(path), file.Document))], options);
    }

    private static string Shown(string path) => OneLine.Whole(path);

    private static (IMdpFormat Format, MdpDocument Document) Read(
        string path, MdpOptions options, ImmutableArray<IMdpFormat> formats, string accepted)
    {
        string name = Path.GetFileName(path);
        byte[] beginning = Beginning(path, accepted);
        var format = formats.Length == 1 ? formats[0] : formats.FirstOrDefault(known => known.CanRead(name, beginning));
        try
        {
            return format is null
                ? throw new SpecificationException("found a file of no known format; accepted: " + Names(formats))
                : (format, format.Read(Source(path, name, format, options, accepted)));
        }
        catch (SpecificationException e)
        {
            throw new SpecificationException($"{Shown(path)}: {OneLine.Whole(e.Message)}", e);
        }
    }

    /// <summary>The formats with their endings, for messages.</summary>
    public static string Names(IEnumerable<IMdpFormat> formats) =>
        NameList.Or(formats.Select(format => $"{format.Name} ({string.Join(", ", format.Endings)})"));

    private static byte[] Beginning(string path, string accepted)
    {
        using var stream = RegularFile.OpenRead(path, InputLimits.StreamedBytes, accepted);
        byte[] content = new byte[BeginningBytes];
        return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
    }

    private static MdpSource Source(string path, string name, IMdpFormat format, MdpOptions options, string accepted) => new(
        name,
        () => RegularFile.Read(path, format.MostBytes, accepted),
        () => RegularFile.OpenRead(path, Math.Max(format.MostBytes, format.MostStreamedBytes), accepted),
        options,
        beside => Beside(path, beside, accepted));

    private static ReadOnlyMemory<byte>? Beside(string path, string name, string accepted)
    {
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileName(name));
        if (!File.Exists(file)) return null;
        return RegularFile.Read(file, InputLimits.JsonBytes, accepted);
    }

    /// <summary>Refuses a setting that none of the files uses.</summary>
    private static void RequireUsed(
        MdpOptions options, string first, IReadOnlyList<IMdpFormat> read, IEnumerable<IMdpFormat> formats)
    {
        foreach (var (name, value) in options.Given)
        {
            if (read.Any(format => format.Settings.Contains(name))) continue;
            throw new SpecificationException(
                $"{first}: {name}", $"'{OneLine.Of(value)}', which files in the format {read[0].Name} do not use",
                $"{name} with {NameList.Or(formats.Where(known => known.Settings.Contains(name)).Select(known => known.Name))}");
        }
    }
}

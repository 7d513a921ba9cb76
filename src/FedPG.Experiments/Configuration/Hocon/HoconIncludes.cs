using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>
/// The files that a HOCON file includes, each relative to the file that includes it. The limits of one file apply to all of them
/// together.
/// </summary>
internal sealed class HoconIncludes
{
    private const string Accepted = "a HOCON file to include";

    // The files being read, outermost first.
    private readonly List<string> _open = [];
    private int _files;
    private long _bytes;

    private HoconIncludes(string source, string? path)
    {
        Sources = new KeySources(source);
        if (path is not null) _open.Add(Path.GetFullPath(path));
    }

    /// <summary>The number of keys in all files so far.</summary>
    public int Keys { get; set; }

    /// <summary>The file that sets each key.</summary>
    public KeySources Sources { get; }

    /// <summary>The includes of a text.</summary>
    /// <param name="source">The text's file, for messages.</param>
    /// <param name="path">The path of the file; null for text that is not in a file: every include is refused.</param>
    public static HoconIncludes Of(string source, string? path) => new(source, path);

    /// <summary>The content of an included file, as keys that can replace the include.</summary>
    /// <param name="name">The name of the file, as written.</param>
    /// <param name="source">The file and line of the include, for messages.</param>
    /// <param name="section">The full key of the section that includes it.</param>
    public string Read(string name, string source, string section)
    {
        string shown = $"the include of '{OneLine.Of(name)}'";
        if (_open.Count == 0) throw new SpecificationException(source, shown, "settings without includes");
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
            throw new SpecificationException(source, shown, "the name of a file");
        string path = Path.GetFullPath(name, Path.GetDirectoryName(_open[^1])!);
        if (_open.Contains(path))
            throw new SpecificationException(source, $"{shown}, which is circular", "files that do not include themselves");
        if (++_files > InputLimits.Includes)
            throw new SpecificationException(
                source, $"{shown} and {InputLimits.Includes} others", $"at most {InputLimits.Includes} includes");
        string text = Content(path, source);
        _bytes += text.Length;
        if (_bytes > InputLimits.ConfigurationBytes)
        {
            throw new SpecificationException(
                source, $"{shown}, with {InputLimits.Text(_bytes)} included",
                $"at most {InputLimits.Text(InputLimits.ConfigurationBytes)}");
        }

        _open.Add(path);
        string keys = HoconSyntax.Normalise(HoconReader.WithPlainLineEnds(text), OneLine.Of(path), this, isIncluded: true, section);
        _open.RemoveAt(_open.Count - 1);
        return keys;
    }

    private static string Content(string path, string source)
    {
        try
        {
            return TextFile.Read(path, Accepted);
        }
        catch (SpecificationException error)
        {
            throw new SpecificationException($"{source}: {error.Message}", error);
        }
    }
}

using System.Collections.Immutable;
using Akka.Configuration.Hocon;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>Reads HOCON text into nodes with Akka's parser.</summary>
internal static class HoconReader
{
    // A longer chain of substitutions is circular.
    private const int DeepestChain = 80;

    /// <summary>Reads a whole file; the paths of its nodes start at its own keys.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="path">The path of the file, if it may include others; else null.</param>
    public static ConfigSection Read(string text, string source, string? path = null)
    {
        var includes = HoconIncludes.Of(source, path);
        var root = Parse(HoconSyntax.Normalise(WithPlainLineEnds(text), source, includes), includes.Sources);
        return (ConfigSection)Convert(root.Value, includes.Sources, "", 0);
    }

    /// <summary>Reads a single value.</summary>
    public static ConfigNode ReadValue(string text, string source, string path)
    {
        var sources = new KeySources(source);
        var root = Parse(Normalise($"value = {text}", source), sources);
        return Convert(root.Value.GetObject().Items["value"], sources, path, 0);
    }

    /// <summary>A whole file, checked, with its includes expanded, in the form that Akka's parser accepts.</summary>
    public static string Normalise(string text, string source, string? path = null) =>
        HoconSyntax.Normalise(WithPlainLineEnds(text), source, HoconIncludes.Of(source, path));

    /// <summary>The text with line ends of <c>\n</c>. Other characters that may break a line, such as a form feed, are kept and refused
    /// later.</summary>
    public static string WithPlainLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static HoconRoot Parse(string text, KeySources sources)
    {
        string source = sources.Any;
        try
        {
            var root = Parser.Parse(text, _ => throw new SpecificationException(source, "an include", "keys and values"));
            RefuseSectionSubstitutions(root, source);
            return root;
        }
        catch (Exception e) when (e is not SpecificationException)
        {
            // The parser throws exceptions of any type, including null reference and index errors.
            string reason = OneLine.Of(e.Message.Trim().Split('\n')[0]);
            const string unresolved = "Unresolved substitution: ";
            throw reason.StartsWith(unresolved, StringComparison.Ordinal)
                ? new SpecificationException(source, $"${{{reason[unresolved.Length..]}}}", "the full path of a key that this file sets")
                : new SpecificationException($"{source}: does not parse as HOCON: {reason}", e);
        }
    }

    private static void RefuseSectionSubstitutions(HoconRoot root, string source)
    {
        foreach (var substitution in root.Substitutions)
        {
            // Keys after such a substitution would replace the section instead of merging with it.
            bool isSection = substitution.ResolvedValue?.Values.Any(element => element is HoconObject) ?? false;
            if (isSection)
                throw new SpecificationException(source, $"${{{substitution.Path}}}, a section", "the path of a single value or list");
        }
    }

    private static ConfigNode Convert(HoconValue value, KeySources sources, string path, int depth)
    {
        string source = sources.Of(path);
        if (depth > DeepestChain)
            throw new SpecificationException($"{source}: {path}", "circular substitutions", "values");
        if (value.Values.OfType<HoconSubstitution>().FirstOrDefault() is { } substitution)
        {
            return Convert(substitution.ResolvedValue, sources, path, depth + 1);
        }

        if (value.Values.OfType<HoconObject>().Any())
        {
            var entries = value.GetObject().Items.Select(item => KeyValuePair.Create(
                Unicode(item.Key, source, path),
                Convert(item.Value, sources, path.Length == 0 ? ConfigPath.Quoted(item.Key) : ConfigPath.Join(path, item.Key), depth + 1)));
            return new ConfigSection(source, path, [.. entries]);
        }

        if (value.Values.OfType<HoconArray>().FirstOrDefault() is { } array)
        {
            // The parser gives an empty list as a list of one element without a value.
            var items = array.Where(item => item.Values.Count > 0).Select(item => Convert(item, sources, path, depth + 1));
            return new ConfigList(source, path, [.. items]);
        }

        return path.Length == 0 ? ConfigSection.Empty(source, path) : new ConfigText(source, path, Unicode(Text(value), source, path));
    }

    /// <summary>The text; refuses half of a surrogate pair (from an escape such as \ud800), which cannot be written as UTF-8.</summary>
    private static string Unicode(string text, string source, string path) => OneLine.IsUnicode(text)
        ? text
        : throw new SpecificationException(path.Length == 0 ? source : $"{source}: {path}", "half of a surrogate pair", "text in Unicode");

    private static string Text(HoconValue value)
    {
        ImmutableArray<string> pieces = [.. value.Values.OfType<HoconLiteral>().Select(literal => literal.Value)];

        // The parser gives the blanks between an unquoted value and a comment or bracket as a separate element.
        while (pieces.Length > 1 && string.IsNullOrWhiteSpace(pieces[^1])) pieces = pieces.RemoveAt(pieces.Length - 1);
        return string.Concat(pieces);
    }
}

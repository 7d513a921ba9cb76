using FedPG.Experiments.Configuration.Schema;

namespace FedPG.Tool.Output;

/// <summary>What <c>fedpg explain</c> prints for a key.</summary>
internal static class ExplanationView
{
    private const int Columns = 100;

    /// <summary>The lines for a key.</summary>
    /// <exception cref="SpecificationException">No such key is known.</exception>
    public static IEnumerable<string> Lines(SettingSchemas settings, string key)
    {
        var schemas = settings.Of(key);
        return settings.IsSection(key) ? Section(settings, key, schemas[0]) : Setting(key, schemas);
    }

    private static IEnumerable<string> Setting(string key, IReadOnlyList<SettingSchema> schemas)
    {
        foreach (string line in schemas.Select(schema => schema.Description).OfType<string>().Distinct().SelectMany(Wrapped).Prepend(key))
            yield return line;
        foreach (var schema in schemas)
        {
            string type = schema.EnvironmentType is { } name ? $" with environment.type = {name}" : "";
            yield return $"  default{type}: {schema.Default ?? "none, it is required"}";
            string accepted = schema.Accepted is { Length: > 0 } values ? $"accepted{type}: {values}" : "";
            foreach (string line in Wrapped(accepted)) yield return line;
        }
    }

    private static IEnumerable<string> Section(SettingSchemas settings, string key, SettingSchema section)
    {
        yield return key;
        foreach (string line in Wrapped(section.Description ?? "")) yield return line;
        var rows = settings.In(key).Select(inner => (
            Key: Assignment(settings, inner), Summary: FirstSentence(settings.Of(inner)[0].Description))).ToList();
        int width = rows.Select(row => row.Key.Length).DefaultIfEmpty().Max();
        foreach (var (inner, summary) in rows) yield return $"  {inner.PadRight(width)}  {summary}".TrimEnd();
    }

    private static string Assignment(SettingSchemas settings, string key)
    {
        if (settings.IsSection(key)) return $"{key} {{ … }}";
        return settings.Of(key) is [{ EnvironmentType: null, Default: { } value }] ? $"{key} = {value}" : key;
    }

    private static string FirstSentence(string? text)
    {
        string line = text?.Split('\n')[0] ?? "";
        int end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }

    /// <summary>The text in indented lines.</summary>
    private static IEnumerable<string> Wrapped(string text) => text.Split('\n').SelectMany(WrappedLine);

    private static IEnumerable<string> WrappedLine(string text)
    {
        int column = text.StartsWith(' ') ? SecondColumn(text) : 0;
        string line = "  " + text[..column], margin = new(' ', line.Length);
        bool isEmpty = true;
        foreach (string word in text[column..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns)
            {
                yield return line;
                (line, isEmpty) = (margin, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        if (!isEmpty) yield return line;
    }

    /// <summary>Where the text after the name begins in an indented row of a table.</summary>
    private static int SecondColumn(string row)
    {
        int name = row.Length - row.TrimStart().Length, end = row.IndexOf(' ', name);
        return end < 0 ? name : row.Length - row[end..].TrimStart().Length;
    }
}

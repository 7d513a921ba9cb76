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
        int end = text?.IndexOf(". ", StringComparison.Ordinal) ?? -1;
        return end < 0 ? text ?? "" : text![..(end + 1)];
    }

    /// <summary>The text in indented lines.</summary>
    private static IEnumerable<string> Wrapped(string text)
    {
        string line = " ";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 1 && line.Length + 1 + word.Length > Columns)
            {
                yield return line;
                line = " ";
            }

            line += " " + word;
        }

        if (line.Length > 1) yield return line;
    }
}

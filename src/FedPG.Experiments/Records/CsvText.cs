namespace FedPG.Experiments.Records;

/// <summary>Text cells of comma-separated files.</summary>
internal static class CsvText
{
    /// <summary>The text, quoted if RFC 4180 requires it.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

namespace FedPG.Experiments.Records;

/// <summary>Text in a cell of a comma-separated file.</summary>
internal static class CsvText
{
    /// <summary>The text, in quotation marks where RFC 4180 wants them.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Records;

/// <summary>Reads JSON files, and reports damage in one clear line.</summary>
internal static class JsonFile
{
    public static T Read<T>(string path, JsonTypeInfo<T> type, string accepted)
        where T : class
    {
        try
        {
            ReadOnlySpan<byte> text = RegularFile.Read(path, InputLimits.RecordBytes, accepted);
            if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
            return JsonSerializer.Deserialize(text, type) ?? throw new SpecificationException(path, "null", accepted);
        }
        catch (JsonException e)
        {
            string where = e.LineNumber is { } line ? $"{path}: line {line + 1}" : path;
            string what = e.Message.ReplaceLineEndings(" ").Split(" Path: ")[0];
            string key = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" at {e.Path.TrimStart('$', '.')}";
            // The serialiser's sentence names a .NET type.
            if (what.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)) what = "A value of the wrong type.";
            throw new SpecificationException($"{where}{key}: {what} Accepted: {accepted}", e);
        }
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Records;

/// <summary>Reads JSON files, and reports damage in one clear line.</summary>
internal static class JsonFile
{
    public static T Read<T>(string path, JsonTypeInfo<T> type, string accepted)
        where T : class
    {
        ReadOnlySpan<byte> text = RegularFile.Read(path, InputLimits.RecordBytes, accepted);
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new SpecificationException(path, "null", accepted);
        }
        catch (JsonException e) when (e.InnerException is JsonException)
        {
            throw new SpecificationException($"{path}: {JsonSyntax.Place(e)}: found {JsonSyntax.Found(text, e)}; accepted: {accepted}", e);
        }
        catch (JsonException e)
        {
            string where = e.LineNumber is { } line ? $"{path}: line {line + 1}" : path;
            string key = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" at {e.Path.TrimStart('$', '.')}";

            // The serialiser's sentences name .NET types; of a missing key they have the name in quotes.
            string[] missing = [.. e.Message.Split('\'').Where((_, i) => i % 2 == 1).Skip(1)];
            bool isMissing = e.Message.Contains("missing required properties", StringComparison.Ordinal);
            string found = isMissing ? $"no key {NameList.And(missing.Select(name => $"'{name}'"))}" : "a value of the wrong type";
            throw new SpecificationException($"{where}{key}: found {found}; accepted: {accepted}", e);
        }
    }
}

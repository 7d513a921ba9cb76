using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FedPG.Experiments.Records;

/// <summary>Reads JSON, turning damage into one clear line.</summary>
internal static class JsonFile
{
    public static T Read<T>(string path, JsonTypeInfo<T> type, string accepted)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type) ?? throw new SpecificationException(path, "null", accepted);
        }
        catch (JsonException e)
        {
            string where = e.LineNumber is { } line ? $"{path}: line {line + 1}" : path;
            string what = e.Message.ReplaceLineEndings(" ").Split(" Path: ")[0];
            string key = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" at {e.Path.TrimStart('$', '.')}";
            // That sentence names a .NET type.
            if (what.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)) what = "A value of another kind.";
            throw new SpecificationException($"{where}{key}: {what} Accepted: {accepted}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpecificationException($"{path}: no such file; accepted: {accepted}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}

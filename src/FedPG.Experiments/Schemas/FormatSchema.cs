using System.Text.Json.Nodes;

namespace FedPG.Experiments.Schemas;

/// <summary>Schemas of file formats, from the files in <c>Formats</c>.</summary>
internal static class FormatSchema
{
    /// <summary>The schema of a format.</summary>
    public static JsonObject Of(string name)
    {
        using var stream = typeof(FormatSchema).Assembly.GetManifestResourceStream($"FedPG.Experiments.{name}.schema.json")!;
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}

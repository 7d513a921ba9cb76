using System.Text.Json;
using System.Text.Json.Nodes;

namespace FedPG.Experiments.Configuration.Schema;

/// <summary>The schema of one setting, read for people.</summary>
/// <param name="Schema">The JSON Schema.</param>
/// <param name="EnvironmentType">The type of environment that has the setting; null for a setting of all experiments.</param>
internal sealed record SettingSchema(JsonObject Schema, string? EnvironmentType)
{
    /// <summary>Whether the key is a section.</summary>
    public bool IsSection => Schema["properties"] is JsonObject || Schema["additionalProperties"] is JsonObject;

    /// <summary>The comment of reference.conf; null without one.</summary>
    public string? Description => Schema["description"]?.ToString();

    /// <summary>The default as an experiment file has it; null if there is none.</summary>
    public string? Default => Schema["default"] is { } value ? Text(value) : null;

    /// <summary>The words and truth values that are accepted, if no other values are, or beside them.</summary>
    public IEnumerable<string> Words => WordsOf(Schema);

    /// <summary>The accepted values in words; null if the schema does not say.</summary>
    public string? Accepted => AcceptedBy(Schema);

    private static string Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.ToString() : value.ToJsonString();

    private static IEnumerable<string> WordsOf(JsonObject schema) => schema switch
    {
        { } when schema["enum"] is JsonArray words => words.Select(word => word!.ToString()),
        { } when schema["anyOf"] is JsonArray kinds => kinds.SelectMany(kind => WordsOf((JsonObject)kind!)),
        { } when TypeOf(schema) == "boolean" => ["true", "false"],
        _ => [],
    };

    private static string? AcceptedBy(JsonObject schema)
    {
        if (schema["anyOf"] is JsonArray kinds)
            return string.Join(" or ", kinds.Select(kind => AcceptedBy((JsonObject)kind!)).OfType<string>());
        if (WordsOf(schema).ToList() is { Count: > 0 } words) return string.Join(", ", words);
        if (schema["$comment"] is { } comment) return comment.ToString();
        if (schema["items"] is JsonObject items) return $"a list of {AcceptedBy(items)}";
        return TypeOf(schema) switch
        {
            "integer" => $"an integer{Limits(schema)}",
            "number" => $"a number{Limits(schema)}",
            "string" when schema["pattern"] is not null => "a duration such as 500ms or 5s",
            _ => null,
        };
    }

    private static string Limits(JsonObject schema)
    {
        string?[] limits =
        [
            Limit(schema, "minimum", "at least"), Limit(schema, "exclusiveMinimum", "above"),
            Limit(schema, "maximum", "at most"), Limit(schema, "exclusiveMaximum", "below"),
        ];
        return string.Concat(limits.OfType<string>().Select((limit, i) => $"{(i == 0 ? ", " : " and ")}{limit}"));
    }

    private static string? Limit(JsonObject schema, string keyword, string words) =>
        schema[keyword] is { } value ? $"{words} {value.ToJsonString()}" : null;

    private static string? TypeOf(JsonObject schema) => (schema["type"] as JsonValue)?.ToString();
}

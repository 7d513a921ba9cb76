using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using FedPG.Experiments.Results.Dataset;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Schemas;

/// <summary>Schemas of JSON that is written from types.</summary>
internal static class RecordSchema
{
    /// <summary>The named numbers, which JSON cannot express otherwise.</summary>
    private static readonly string[] NotFinite = ["NaN", "Infinity", "-Infinity"];

    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>The schema of a type's JSON.</summary>
    public static JsonObject Of(JsonTypeInfo type) => (JsonObject)type.GetJsonSchemaAsNode(Options);

    /// <summary>An object of one of two types, or a list of such objects.</summary>
    public static JsonObject OneOrMore(JsonTypeInfo first, JsonTypeInfo second)
    {
        // References inside a schema are paths from its root.
        var one = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                Moved(Of(first), "#/$defs/one/anyOf/0"), Moved(Of(second), "#/$defs/one/anyOf/1")),
        };
        static JsonObject Reference() => new() { ["$ref"] = "#/$defs/one" };
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(Reference(), new JsonObject { ["type"] = "array", ["minItems"] = 2, ["items"] = Reference() }),
            ["$defs"] = new JsonObject { ["one"] = one },
        };
    }

    private static JsonNode Moved(JsonObject schema, string place) => JsonNode.Parse(
        schema.ToJsonString().Replace("\"$ref\":\"#", $"\"$ref\":\"{place}", StringComparison.Ordinal))!;

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(ImmutableArray<SweepValue>)) schema["items"] = Swept();
        bool isSettings = type == typeof(JsonObject) && context.PropertyInfo?.DeclaringType == typeof(IndexedRun);
        if (isSettings) schema["additionalProperties"] = Setting();
        if (type != typeof(double)) return schema;
        var number = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "number" },
                new JsonObject { ["enum"] = new JsonArray([.. NotFinite.Select(name => (JsonNode)name)]) }),
        };
        if (context.TypeInfo.Type != type) number["anyOf"]!.AsArray().Add((JsonNode)new JsonObject { ["type"] = "null" });
        return number;
    }

    private static JsonObject Swept() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["setting"] = new JsonObject { ["type"] = "string" },
            ["value"] = Setting(),
        },
        ["required"] = new JsonArray("setting", "value"),
    };

    private static JsonObject Setting() => new() { ["type"] = new JsonArray("number", "boolean", "string") };
}

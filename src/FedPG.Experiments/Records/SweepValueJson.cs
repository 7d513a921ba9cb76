using System.Text.Json;
using System.Text.Json.Serialization;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Records;

/// <summary>
/// A swept value in <c>summary.json</c>: <c>{"setting": "local.steps", "value": 5}</c>, with the value as a number, a flag or a string.
/// Earlier versions wrote strings only.
/// </summary>
internal sealed class SweepValueJson : JsonConverter<SweepValue>
{
    private const string Setting = "setting";
    private const string Value = "value";

    public override SweepValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException();
        return new SweepValue(Text(root, Setting), Text(root, Value));
    }

    public override void Write(Utf8JsonWriter writer, SweepValue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Setting, value.Setting);
        writer.WritePropertyName(Value);
        JsonLiteral.Write(writer, value.Value);
        writer.WriteEndObject();
    }

    private static string Text(JsonElement root, string key) => root.TryGetProperty(key, out var element)
        ? element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when key == Value => element.GetRawText(),
            _ => throw new JsonException(),
        }
        : throw new JsonException();
}

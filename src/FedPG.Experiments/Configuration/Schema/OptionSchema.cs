using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;
using FedPG.Options;

namespace FedPG.Experiments.Configuration.Schema;

/// <summary>The JSON Schema of one setting, from its type and its validation rules.</summary>
internal static class OptionSchema
{
    private const string DurationPattern =
        @"^[0-9]*\.?[0-9]+ *(ms|milliseconds?|s|seconds?|m|minutes?|h|hours?|d|days?)$";

    /// <summary>The schema of a setting's values.</summary>
    public static JsonObject Of(OptionKey key)
    {
        var property = key.Property;
        var type = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        bool isPerType = property.IsDefined(typeof(PerTypeAttribute), inherit: true);
        var schema = OfType(isPerType ? type.GetElementType()! : type);
        foreach (var rule in property.GetCustomAttributes<AcceptedAttribute>()) Restrict(schema, rule);
        if (isPerType)
        {
            var list = new JsonObject { ["type"] = "array", ["items"] = schema.DeepClone(), ["minItems"] = 1 };
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, list) };
        }

        string[] words =
        [
            .. property.GetCustomAttributes<AliasAttribute>().Select(alias => alias.Word),
            .. property.GetCustomAttribute<AbsentAsAttribute>() is { } absent ? [absent.Word] : Array.Empty<string>(),
        ];
        return words.Length == 0
            ? schema
            : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["enum"] = Words(words) }) };
    }

    /// <summary>One of some names.</summary>
    public static JsonObject OneOf(IEnumerable<string> names) =>
        new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    /// <summary>A value as JSON has it.</summary>
    public static JsonNode? Value(OptionKey key, object? value) => value switch
    {
        null => key.Property.GetCustomAttribute<AbsentAsAttribute>()?.Word,
        string text => text,
        Array items => new JsonArray([.. items.Cast<object?>().Select(item => Value(key, item))]),
        _ => JsonLiteral.Node(OptionValue.Format(value)),
    };

    private static JsonObject OfType(Type type)
    {
        if (type.IsArray) return new JsonObject { ["type"] = "array", ["items"] = OfType(type.GetElementType()!) };
        if (type.IsEnum) return OneOf(Enum.GetNames(type).Select(OptionKey.KebabCase));
        if (OptionValue.IsWhole(type)) return new JsonObject { ["type"] = "integer" };
        if (type == typeof(double)) return new JsonObject { ["type"] = "number" };
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(TimeSpan)) return new JsonObject { ["type"] = "string", ["pattern"] = DurationPattern };
        if (type == typeof(string)) return new JsonObject { ["type"] = "string" };
        return new JsonObject { ["type"] = new JsonArray("string", "number"), ["$comment"] = OptionValue.Accepted(type) };
    }

    /// <summary>Adds a rule; of a list, the limits of its numbers. What JSON Schema cannot express is a comment.</summary>
    private static void Restrict(JsonObject schema, AcceptedAttribute rule)
    {
        var numbers = schema["items"] as JsonObject ?? schema;
        switch (rule)
        {
            case AtLeastAttribute at:
                numbers[at.Exclusive ? "exclusiveMinimum" : "minimum"] = Number(at.Minimum);
                break;
            case BetweenAttribute between:
                numbers[between.Exclusive ? "exclusiveMinimum" : "minimum"] = Number(between.Minimum);
                numbers[between is { Exclusive: true, IncludesMaximum: false } ? "exclusiveMaximum" : "maximum"] = Number(between.Maximum);
                break;
            case AllBetweenAttribute all:
                (numbers["minimum"], numbers["maximum"]) = (Number(all.Minimum), Number(all.Maximum));
                break;
            case AllAtLeastAttribute all:
                numbers["minimum"] = all.Minimum;
                break;
            case FractionAttribute:
                (schema["exclusiveMinimum"], schema["maximum"]) = (0, 1);
                break;
            case OneOfAttribute one:
                schema["enum"] = Words(one.Words);
                break;
            case AnalysisNameAttribute:
                schema["enum"] = Words(AnalysisNames.All);
                break;
            case SharesAttribute:
                (numbers["exclusiveMinimum"], numbers["exclusiveMaximum"], schema["minItems"]) = (0, 1, 1);
                break;
            case DistinctSeedsAttribute:
                (numbers["minimum"], schema["minItems"], schema["uniqueItems"]) = (0, 1, true);
                break;
            default:
                schema["$comment"] = rule.Accepted;
                break;
        }

        if (rule is AtLeastAttribute or BetweenAttribute && numbers != schema) schema["minItems"] = 1;
    }

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonLiteral.Node(word))]);

    /// <summary>An integer without a decimal point or an exponent.</summary>
    private static JsonNode Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? JsonValue.Create((long)value)
            : JsonNode.Parse(value.ToString("R", CultureInfo.InvariantCulture))!;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using FedPG.Control;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Federation;

namespace FedPG.Experiments.Inspection;

/// <summary>A type of environments with continuous states.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="Constants">The family's settings with the values of this type.</param>
internal sealed record DescribedType(string Name, JsonObject Constants)
{
    /// <summary>The types.</summary>
    public static ImmutableArray<DescribedType> Of(ControlEnvironments environments, FederationCatalogue catalogue)
    {
        var settings = environments.Family is { } family ? OptionsTree.Of(family, catalogue) : ConfigSection.Empty("", "");
        return [.. Enumerable.Range(0, environments.TypeCount).Select(type => Of(environments, settings, type))];
    }

    /// <summary>The family's name in experiment files.</summary>
    public static string FamilyOf(ControlEnvironments environments, FederationCatalogue catalogue) =>
        environments.Family is { } family ? OptionsTree.Of(family, catalogue).Find("type")!.Words() : environments.Shape.Name;

    private static DescribedType Of(ControlEnvironments environments, ConfigSection settings, int type)
    {
        var constants = settings.Entries.Where(entry => entry.Key != "type")
            .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Value(entry.Value, type)));
        return new DescribedType(environments.NameOfType(type), new JsonObject(constants));
    }

    /// <summary>A list is one value per type, or one for all.</summary>
    private static JsonValue? Value(ConfigNode node, int type)
    {
        string text = node is ConfigList { Items: { Length: > 0 } items } ? items[Math.Min(type, items.Length - 1)].Words() : node.Words();
        if (bool.TryParse(text, out bool truth)) return JsonValue.Create(truth);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}

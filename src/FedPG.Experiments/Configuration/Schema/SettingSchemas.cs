using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Text;
using FedPG.Federation;

namespace FedPG.Experiments.Configuration.Schema;

/// <summary>The schemas of all settings by key, such as <c>fedpg.local.steps</c>.</summary>
internal sealed class SettingSchemas
{
    private const string Environment = "fedpg.environment";

    private readonly SortedDictionary<string, ImmutableArray<SettingSchema>> _schemas = new(StringComparer.Ordinal);

    /// <param name="catalogue">What an experiment can name.</param>
    public SettingSchemas(FederationCatalogue catalogue)
    {
        var schema = new ExperimentSchema(catalogue).Build();
        Add(ConfigPath.Root, (JsonObject)schema["properties"]![ConfigPath.Root]!, (JsonObject)schema["$defs"]!);
    }

    /// <summary>All keys, sorted: sections and settings.</summary>
    public IEnumerable<string> Keys => _schemas.Keys;

    /// <summary>The full key: the root of all keys may be left out.</summary>
    public static string FullKey(string key) =>
        key == ConfigPath.Root || key.StartsWith(ConfigPath.Root + '.', StringComparison.Ordinal) ? key : $"{ConfigPath.Root}.{key}";

    /// <summary>The schemas of a key: one, or one for each type of environment that has the key.</summary>
    /// <exception cref="SpecificationException">No such key is known.</exception>
    public ImmutableArray<SettingSchema> Of(string key)
    {
        if (_schemas.TryGetValue(key, out var schemas)) return schemas;
        throw new SpecificationException(
            $"'{OneLine.Of(key)}': unknown key; the nearest known one is {NearestName.To(key, _schemas.Keys)}");
    }

    /// <summary>Whether a known key is a section.</summary>
    public bool IsSection(string key) => _schemas[key][0].IsSection;

    /// <summary>The keys directly in a section.</summary>
    public IEnumerable<string> In(string section) =>
        _schemas.Keys.Where(key => key.LastIndexOf('.') == section.Length && key.StartsWith(section, StringComparison.Ordinal));

    /// <summary>The words and truth values that a setting accepts; empty if it accepts others, or is unknown.</summary>
    public IEnumerable<string> Words(string key) =>
        _schemas.TryGetValue(key, out var schemas) ? schemas.SelectMany(schema => schema.Words).Distinct() : [];

    private void Add(string key, JsonObject schema, JsonObject definitions, string? type = null)
    {
        if (schema["$ref"] is { } reference) schema = (JsonObject)definitions[reference.ToString().Split('/')[^1]]!;
        var setting = new SettingSchema(schema, type);
        _schemas[key] = _schemas.TryGetValue(key, out var others) ? others.Add(setting) : [setting];
        AddAll(key, schema, definitions, type);
        if (key != Environment) return;
        foreach (var family in (JsonArray)schema["allOf"]!)
        {
            string name = family!["if"]!["properties"]!["type"]!["const"]!.ToString();
            AddAll(key, (JsonObject)family["then"]!, definitions, name);
        }
    }

    private void AddAll(string key, JsonObject section, JsonObject definitions, string? type)
    {
        foreach (var (name, property) in section["properties"] as JsonObject ?? [])
            Add(ConfigPath.Join(key, name), (JsonObject)property!, definitions, type);
    }
}

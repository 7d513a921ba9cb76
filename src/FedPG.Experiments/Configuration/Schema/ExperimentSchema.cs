using System.Reflection;
using System.Text.Json.Nodes;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration.Schema;

/// <summary>
/// The JSON Schema of experiment files, from the options themselves: names, types, limits and defaults, with the comments of reference.conf
/// as descriptions. Extensions of the catalogue are settings like the others.
/// </summary>
/// <param name="catalogue">What an experiment can name.</param>
internal sealed class ExperimentSchema(FederationCatalogue catalogue)
{
    private const string Definitions = "$defs";
    private const string Sweep = "sweep";

    private readonly JsonObject _definitions = [];

    /// <summary>The schema.</summary>
    public JsonObject Build()
    {
        _definitions[Sweep] = SweepSchema();
        var settings = Sections(OptionKey.Of(typeof(RunSettings), catalogue), new RunSettings { Environment = null! });
        foreach (var (name, schema) in settings) _definitions[name] = schema!.DeepClone();
        JsonObject header = Sections(OptionKey.Of(typeof(ExperimentHeader), catalogue), new ExperimentHeader());
        var variants = new JsonObject
        {
            ["type"] = "object",
            ["description"] = ReferenceComments.Of("fedpg.variants"),
            ["additionalProperties"] = Closed(References(settings)),
        };
        foreach (var (name, schema) in References(settings)) header[name] = schema!.DeepClone();
        header["variants"] = variants;
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(ConfigPath.Root),
            ["properties"] = new JsonObject
            {
                [ConfigPath.Root] = Closed(header),
                ["akka"] = new JsonObject { ["type"] = "object", ["description"] = "Akka's own settings, for a cluster." },
            },
            ["additionalProperties"] = false,
            [Definitions] = _definitions,
        };
    }

    private static JsonObject References(JsonObject settings) => new(
        settings.Select(entry => entry.Key).Append(Sweep)
            .Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["$ref"] = $"#/{Definitions}/{name}" })));

    private static JsonObject Closed(JsonObject properties) =>
        new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };

    /// <summary>Lists of values, under paths or in nested sections.</summary>
    private static JsonObject SweepSchema() => new()
    {
        ["type"] = "object",
        ["description"] = ReferenceComments.Of("fedpg.sweep"),
        ["additionalProperties"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "array",
                    ["minItems"] = 1,
                    ["uniqueItems"] = true,
                    ["items"] = new JsonObject { ["type"] = new JsonArray("number", "string", "boolean") },
                },
                new JsonObject { ["$ref"] = $"#/{Definitions}/{Sweep}" }),
        },
    };

    private JsonObject Sections(IEnumerable<OptionKey> keys, object defaults, string path = ConfigPath.Root) => new(
        keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Setting(key, defaults, ConfigPath.Join(path, key.Name)))));

    private JsonObject Setting(OptionKey key, object defaults, string path)
    {
        JsonObject schema;
        if (key.IsEnvironment)
        {
            schema = EnvironmentSchema();
        }
        else if (key.IsSection)
        {
            object own = key.Get(defaults) ?? Activator.CreateInstance(key.Type)!;
            schema = Closed(Sections(OptionKey.Of(key.Type, catalogue), own, path));
        }
        else
        {
            schema = Names(path) is { } names ? OptionSchema.OneOf(names) : OptionSchema.Of(key);

            if (!IsRequired(key, defaults)) schema["default"] = OptionSchema.Value(key, key.Get(defaults));
        }

        if (ReferenceComments.Of(path) is { } comment) schema["description"] = comment;
        return schema;
    }

    /// <summary>Whether the setting has no default that is accepted.</summary>
    private static bool IsRequired(OptionKey key, object defaults) =>
        !key.IsSection
        && key.Property.GetCustomAttributes<AcceptedAttribute>().Any(rule => !rule.IsValid(key.Get(defaults)));

    /// <summary>The names that the catalogue has for a setting; null if the setting is not such a name.</summary>
    private IReadOnlyList<string>? Names(string path) => path switch
    {
        "fedpg.algorithm" => catalogue.Algorithms,
        "fedpg.local.estimator" => catalogue.Estimators.Names,
        "fedpg.policy.family" => [.. catalogue.Families.Names.Union(ControlPolicyFamily.Names)],
        "fedpg.server.aggregator" or "fedpg.server.bucketing.aggregator" => catalogue.Aggregators,
        "fedpg.server.optimizer" => catalogue.Optimizers,
        "fedpg.server.mode" => catalogue.Modes,
        "fedpg.faults.byzantine.attack" => catalogue.Attacks,
        _ => null,
    };

    /// <summary>The settings depend on the type; without one they are those of the type that a lower layer sets.</summary>
    private JsonObject EnvironmentSchema()
    {
        var families = catalogue.Environments.Select(entry => (
            Name: entry.Key, Keys: OptionKey.Of(entry.Value, catalogue), Defaults: Activator.CreateInstance(entry.Value)!)).ToList();
        var known = families.SelectMany(family => family.Keys).Select(key => key.Name).Prepend("type").Distinct();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["type"] = OptionSchema.OneOf(families.Select(family => family.Name)) },
            ["propertyNames"] = OptionSchema.OneOf(known),
            ["allOf"] = new JsonArray([.. families.Select(family => new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["required"] = new JsonArray("type"),
                    ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = family.Name } },
                },
                ["then"] = new JsonObject
                {
                    ["properties"] = Sections(family.Keys, family.Defaults, "environment"),
                    ["propertyNames"] = OptionSchema.OneOf(family.Keys.Select(key => key.Name).Prepend("type")),
                    ["required"] = new JsonArray(
                    [
                        .. family.Keys.Where(key => IsRequired(key, family.Defaults)).Select(key => (JsonNode)key.Name),
                    ]),
                },
            })]),
        };
    }
}

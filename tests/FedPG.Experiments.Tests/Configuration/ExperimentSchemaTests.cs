using System.Globalization;
using System.Text.Json.Nodes;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Configuration.Schema;
using FedPG.Experiments.Files;
using FedPG.Federation;

namespace FedPG.Experiments.Tests.Configuration;

/// <summary>The JSON Schema of experiment files.</summary>
public class ExperimentSchemaTests
{
    private static readonly JsonObject Schema = new ExperimentSchema(ExperimentCatalogue.Default).Build();

    [Fact]
    public void Every_key_of_the_reference_file_has_the_default_that_stands_there()
    {
        int compared = 0;
        foreach (var (path, text) in Leaves(ReferenceConfiguration.Section, ""))
        {
            if (path is "environment.type") continue; // The default of the whole file, not of the section.
            var found = Setting(path)["default"].ShouldNotBeNull(path);
            compared++;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && found is JsonValue value
                && value.TryGetValue(out double given))
                given.ShouldBe(number, path);
            else
                Words(found).ShouldBe(text, path);
        }

        compared.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Comments_of_the_reference_file_are_descriptions_and_neighbours_share_one()
    {
        Setting("local.steps")["description"]!.GetValue<string>().ShouldBe("H: local steps per round. Integer, at least 1.");
        Setting("server.adam.beta1")["description"]!.GetValue<string>().ShouldStartWith("β₁ and β₂");
        Setting("server.adam.beta2")["description"]!.GetValue<string>().ShouldStartWith("β₁ and β₂");
        Setting("name")["description"]!.GetValue<string>().ShouldStartWith("Name of the experiment");
        Setting("policy.tiles.tilings")["description"]!.GetValue<string>().ShouldStartWith("Grids");
    }

    [Theory]
    [InlineData("rounds", """{"type":"integer","minimum":1}""")]
    [InlineData("seeds", """{"type":"array","items":{"type":"integer","minimum":0},"minItems":1,"uniqueItems":true}""")]
    [InlineData("discount", """{"anyOf":[{"type":"number","exclusiveMinimum":0,"maximum":1},{"enum":["from-environment"]}]}""")]
    [InlineData("server.quorum", """{"type":"number","exclusiveMinimum":0,"maximum":1}""")]
    [InlineData("server.late-updates", """{"enum":["discard","next-round"]}""")]
    [InlineData("evaluation.references", """{"anyOf":[{"enum":["auto","all","none"]},{"enum":[true,false]}]}""")]
    [InlineData("policy.gaussian.learn-sigma", """{"type":"boolean"}""")]
    [InlineData("faults.straggler.speed-spread", """{"type":"number","minimum":0,"maximum":10}""")]
    public void Types_and_limits_are_those_of_the_option(string path, string expected)
    {
        var found = (JsonObject)Setting(path).DeepClone();
        found.Remove("default");
        found.Remove("description");
        found.ToJsonString().ShouldBe(expected);
    }

    [Fact]
    public void A_family_of_environments_has_its_keys_and_what_it_requires()
    {
        var families = Schema["$defs"]!["environment"]!["allOf"]!.AsArray();
        JsonNode family(string name) =>
            families.Single(one => one!["if"]!["properties"]!["type"]!["const"]!.GetValue<string>() == name)!["then"]!;
        family("garnet")["properties"]!["branching"]!["default"]!.GetValue<int>().ShouldBe(3);
        family("file")["required"]!.AsArray().Select(key => key!.GetValue<string>()).ShouldBe(["path"]);
        family("pendulum")["properties"]!["mass"]!["anyOf"]!.AsArray().Count.ShouldBe(2);
        families.Count.ShouldBe(ExperimentCatalogue.Default.Environments.Count);
    }

    [Fact]
    public void Extensions_are_settings_like_the_others()
    {
        var extended = ExperimentCatalogue.With(FederationCatalogue.Default.WithFault<Hail>("hail", _ => null));
        var hail = new ExperimentSchema(extended).Build()["$defs"]!["faults"]!["properties"]!["hail"]!["properties"]!["size"]!;
        hail["type"]!.GetValue<string>().ShouldBe("number");
        hail["default"]!.GetValue<double>().ShouldBe(2.5);
    }

    private static IEnumerable<(string Path, string Text)> Leaves(ConfigNode node, string path) => node is ConfigSection section
        ? section.Entries.SelectMany(entry => Leaves(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}"))
        : [(path, node.Words())];

    /// <summary>A value as reference.conf has it.</summary>
    private static string Words(JsonNode node) =>
        node is JsonArray list ? $"[{string.Join(", ", list.Select(item => Words(item!)))}]" : node.ToString();

    private static JsonObject Setting(string path)
    {
        JsonNode at = Schema["properties"]!["fedpg"]!;
        foreach (string key in path.Split('.'))
        {
            at = at["properties"]![key].ShouldNotBeNull(path);
            if (at["$ref"] is { } reference) at = Schema["$defs"]![reference.GetValue<string>().Split('/')[^1]]!;
        }

        return (JsonObject)at;
    }

    private sealed record Hail
    {
        public double Size { get; init; } = 2.5;
    }
}

namespace FedPG.Cli.Tests.Dataset;

/// <summary><c>fedpg schema</c>; .ci/python checks what the tool writes against the schemas.</summary>
public class SchemaTests
{
    [Fact]
    public async Task Every_listed_schema_is_printed_as_JSON()
    {
        var list = await Tool.RunAsync("schema");
        list.Code.ShouldBe(0, list.Error);
        string[] names = [.. list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
        names.ShouldContain("experiment");
        foreach (string name in names)
        {
            var schema = await Tool.RunAsync("schema", name);
            schema.Code.ShouldBe(0, schema.Error);
            schema.Json.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
            schema.Json.GetProperty("title").GetString().ShouldBe(name);
        }
    }

    [Fact]
    public async Task An_unknown_name_is_one_line_with_the_nearest()
    {
        var refused = await Tool.RunAsync("schema", "sumary.json");
        refused.Code.ShouldBe(2);
        refused.ErrorLines.Single().ShouldContain("schema: found 'sumary.json'; accepted: experiment, ");
        refused.ErrorLines.Single().ShouldEndWith("(the nearest is summary.json)");
    }
}

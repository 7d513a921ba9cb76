using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary><c>evaluate</c> and <c>describe</c> against independently computed answers.</summary>
public class OracleTests : Workspace
{
    public static TheoryData<string> Cases =>
        [
            .. Directory.GetFiles(System.IO.Path.Combine(Oracles, "vectors"), "*.expected.json")
                .Select(f => System.IO.Path.GetFileName(f)[..6])
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Softmax_vectors_come_out_of_evaluate(string name)
    {
        var expected = Expected(name).GetProperty("softmax");
        var found = await EvaluateAsync(name, "softmax");
        foreach (string field in (string[])[
            "policy", "objective", "perEnvironment", "regularizedObjective", "gradient", "regularizedGradient", "truncatedGradient",
            "truncatedRegularizedGradient"])
        {
            Close(found.GetProperty(field), expected.GetProperty(field), 1e-9, field);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bit_softmax_vectors_come_out_of_evaluate(string name)
    {
        var expected = Expected(name).GetProperty("bitSoftmax");
        var found = await EvaluateAsync(name, "bit-softmax");
        foreach (string field in (string[])["policy", "objective", "perEnvironment", "regularizedObjective"])
        {
            Close(found.GetProperty(field), expected.GetProperty(field), 1e-9, field);
        }

        // The file's gradients are central differences.
        foreach (string field in (string[])["gradient", "regularizedGradient"])
            Close(found.GetProperty(field), expected.GetProperty(field), 1e-5, field);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Heterogeneity_and_optima_come_out_of_describe(string name)
    {
        var expected = Expected(name);
        var found = (await Tool.RunAsync("describe", "--mdp", Vector(name, "mdp"), "--json")).Json;
        Close(found.GetProperty("transitionHeterogeneity"), expected.GetProperty("transitionHeterogeneity"), 1e-9, "ε_P");
        Close(found.GetProperty("rewardHeterogeneity"), expected.GetProperty("rewardHeterogeneity"), 1e-9, "ε_r");
        var references = found.GetProperty("referenceValues");
        Close(references.GetProperty("perEnvironmentOptima"), expected.GetProperty("optimalValues"), 1e-9, "optima");
        double mean = Numbers(expected.GetProperty("optimalValues")).Average();
        references.GetProperty("upperBound").GetDouble().ShouldBe(mean, 1e-9 * mean);
    }

    [Theory]
    [InlineData("challenging-mdp", 82.0761, 63.0646, 96.8748, 97.2118, 97.2129205, 97.5579)]
    [InlineData("challenging-gridworld", 21.3986, 55.9218, 72.6856, 72.9152, 72.9959234, 73.1684)]
    public async Task The_hard_pairs_have_their_known_values(
        string name, double uniform, double deterministic, double stationary, double period2, double history, double upperBound)
    {
        const double Printed = 5e-5 + 1e-6;
        string mdp = System.IO.Path.Combine(Oracles, $"{name}.mdp.json");
        string zeros = string.Join(",", Enumerable.Repeat("[0,0,0,0]", 7));
        string policy = Write("uniform.json", $$"""{"format":"fedpg-policy/1","parameterization":"softmax","parameters":[{{zeros}}]}""");
        var evaluated = await Tool.RunAsync("evaluate", "--mdp", mdp, "--policy", policy, "--evaluation-distribution", "--json");
        evaluated.Json.GetProperty("objective").GetDouble().ShouldBe(uniform, Printed);

        string experiment = Write("pair.conf", $"fedpg {{\n  environment {{\n    type = {name}\n  }}\n}}\n");
        foreach (string[] source in (string[][])[["--mdp", mdp], [experiment]])
        {
            var found = (await Tool.RunAsync(["describe", "--json", .. source])).Json;
            (found.GetProperty("states").GetInt32(), found.GetProperty("actions").GetInt32(), found.GetProperty("types").GetInt32())
                .ShouldBe((7, 4, 2));
            var references = found.GetProperty("referenceValues");
            references.GetProperty("upperBound").GetDouble().ShouldBe(upperBound, Printed);
            references.GetProperty("bestDeterministic").GetProperty("value").GetDouble().ShouldBe(deterministic, Printed);
            references.GetProperty("bestDeterministic").GetProperty("exhaustive").GetBoolean().ShouldBeTrue();
            references.GetProperty("bestStationary").GetProperty("value").GetDouble().ShouldBe(stationary, 1e-3);
            references.GetProperty("bestPeriodic")[0].GetProperty("period").GetInt32().ShouldBe(2);
            references.GetProperty("bestPeriodic")[0].GetProperty("value").GetDouble().ShouldBeInRange(period2 - 1e-3, upperBound);
            foreach (string bound in (string[])["lower", "upper"])
                references.GetProperty("bestHistoryDependent").GetProperty(bound).GetDouble().ShouldBe(history, 1e-7);
        }
    }

    private static async Task<JsonElement> EvaluateAsync(string name, string family)
    {
        var expected = Expected(name);
        var tool = await Tool.RunAsync(
            "evaluate",
            "--mdp", Vector(name, "mdp"),
            "--policy", Vector(name, family),
            "--temperature", expected.GetProperty("temperature").GetRawText(),
            "--horizon", expected.GetProperty("horizon").GetRawText(),
            "--json");
        tool.Error.ShouldBeEmpty();
        return tool.Json;
    }

    private static JsonElement Expected(string name) => JsonElement.Parse(File.ReadAllText(Vector(name, "expected")));

    private static string Vector(string name, string kind) => System.IO.Path.Combine(Oracles, "vectors", $"{name}.{kind}.json");

    private static double[] Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().SelectMany(Numbers)] : [element.GetDouble()];

    private static void Close(JsonElement found, JsonElement expected, double relative, string field)
    {
        double[] numbers = Numbers(expected);
        Numbers(found).ShouldBe(numbers, relative * numbers.Max(Math.Abs), field);
    }
}

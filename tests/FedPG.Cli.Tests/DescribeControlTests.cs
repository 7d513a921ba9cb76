using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary><c>fedpg describe</c> of environments with continuous states.</summary>
public class DescribeControlTests : Workspace
{
    private const string Chain = """
        fedpg {
          name = chain
          agents = 4
          environment { type = chain-lqr, dimensions = 2, coupling = [0.1, 0.3] }
          algorithm = b-rs-fedpg
          policy.bits = 4
          entropy.threshold = none
          variants {
            bits {}
            normal { policy.family = gaussian }
            levels { algorithm = rs-fedpg, policy.dimensions = autoregressive }
          }
        }
        """;

    [Fact]
    public async Task A_description_has_sizes_constants_policies_and_reference_values()
    {
        var tool = await Tool.RunAsync("describe", Write("chain.conf", Chain), "--json");
        tool.Code.ShouldBe(0, tool.Error);
        using var json = JsonDocument.Parse(tool.Output);
        var root = json.RootElement;
        root.GetProperty("environment").GetString().ShouldBe("chain-lqr");
        root.GetProperty("stateDimension").GetInt32().ShouldBe(2);
        root.GetProperty("observationDimension").GetInt32().ShouldBe(2);
        root.GetProperty("actionHigh").EnumerateArray().Select(bound => bound.GetDouble()).ShouldBe([2, 2]);
        root.GetProperty("horizon").ValueKind.ShouldBe(JsonValueKind.Null);
        var second = root.GetProperty("types")[1];
        second.GetProperty("name").GetString().ShouldBe("coupling 0.3");
        second.GetProperty("constants").GetProperty("coupling").GetDouble().ShouldBe(0.3);
        second.GetProperty("constants").GetProperty("effort").GetDouble().ShouldBe(0.1);
        var policies = root.GetProperty("policies").EnumerateArray().ToList();
        policies.Select(policy => policy.GetProperty("shape").GetString())
            .ShouldBe(["[2][15][2][3]", "means [2][3], log σ [2]", "[2][16][3 + i for dimension i = 0 … 1]"]);
        policies.Select(policy => policy.GetProperty("parameters").GetInt32()).ShouldBe([180, 8, 16 * (3 + 4)]);
        policies[1].GetProperty("bits").ValueKind.ShouldBe(JsonValueKind.Null);
        var values = root.GetProperty("referenceValues");
        values.GetProperty("perEnvironmentOptima")[0].GetDouble().ShouldBe(-0.8304413398431, 1e-12);
        values.GetProperty("bestCommonLinear").GetProperty("value").GetDouble().ShouldBe(-0.848028153, 1e-8);
    }

    [Fact]
    public async Task The_text_has_the_same()
    {
        var tool = await Tool.RunAsync("describe", Write("chain.conf", Chain));
        tool.Code.ShouldBe(0, tool.Error);
        string[] lines = [.. tool.Output.Split('\n').Select(line => System.Text.RegularExpressions.Regex.Replace(line, " +", " "))];
        lines.ShouldContain("action dimensions 2");
        lines.ShouldContain(" coupling 0.3 dimensions 2, coupling 0.3, effort 0.1, action-limit 2");
        lines.ShouldContain("policy bits over 3 linear features, 4 bits per dimension");
        lines.ShouldContain(" parameters 180: [2][15][2][3]");
        lines.ShouldContain("best common linear found -0.848028");
    }

    [Fact]
    public async Task Reference_values_can_be_left_out()
    {
        var tool = await Tool.RunAsync("describe", Write("chain.conf", Chain), "--references", "none");
        tool.Code.ShouldBe(0, tool.Error);
        tool.Output.ShouldNotContain("upper bound");
    }

    [Fact]
    public async Task A_policy_that_does_not_fit_is_refused_with_the_file_and_the_run()
    {
        string file = Write("chain.conf", Chain);
        var tool = await Tool.RunAsync("describe", file, "--set", "fedpg.policy.family=flat", "--set", "fedpg.policy.bits=16");
        tool.Code.ShouldBe(2);
        tool.Error.ShouldContain($"{file}: run 'bits-seed0': fedpg.policy.family: found flat with 2^32 actions");
    }
}

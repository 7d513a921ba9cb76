using System.Text.Json;
using FedPG.Experiments.Numpy;

namespace FedPG.Cli.Tests.Dataset;

/// <summary><c>policy.npz</c>: the arrays of policies; docs/python.md reads them with NumPy.</summary>
public class PolicyArchiveTests : Workspace
{
    private const string Tables = """
        fedpg {
          name = tables
          rounds = 2
          environment { type = synthetic, states = 3, actions = 5 }
          local { horizon = 5, step-size = 5 }
          evaluation.references = none
          variants {
            softmax {
              policy.period = 2
            }
            bits {
              algorithm = b-rs-fedpg
            }
            fedq {
              algorithm = fedq
            }
            tsallis {
              policy.family = tsallis
            }
            own {
              algorithm = independent
            }
          }
        }
        """;

    private const string Features = """
        fedpg {
          name = features
          rounds = 1
          environment { type = lqr, states = 3, actions = 2 }
          local { horizon = 5, batch = 2 }
          policy.bits = 2
          evaluation { references = none, episodes = 2 }
          variants {
            gaussian {
              policy.family = gaussian
            }
            bits {
              algorithm = b-rs-fedpg
            }
            levels {
              policy.dimensions = autoregressive
            }
            flat {
              policy.family = flat
            }
            network {
              policy { features = mlp, mlp.hidden = [6, 5], family = ordinal }
            }
          }
        }
        """;

    [Theory]
    [InlineData("softmax-seed0/policy", "parameterization (), parameters (2, 3, 5), probabilities (2, 3, 5)")]
    [InlineData("softmax-seed0/best-policy", "parameterization (), parameters (2, 3, 5), probabilities (2, 3, 5), round ()")]
    [InlineData("bits-seed0/policy", "parameterization (), parameters (3, 7, 2), probabilities (3, 5)")]
    [InlineData("fedq-seed0/policy", "parameterization (), parameters (3, 5), probabilities (3, 5)")]
    [InlineData("tsallis-seed0/policy", "parameterization (), parameters (3, 5), probabilities (3, 5), alpha ()")]
    [InlineData("own-seed0/policies/agent-1", "parameterization (), parameters (3, 5), probabilities (3, 5)")]
    public async Task The_arrays_of_a_table_have_its_shape_and_the_numbers_of_the_JSON_file(string policy, string expected)
    {
        string[] only = ["--variant", policy.Split('-')[0]];
        (await Tool.RunAsync(["run", Write("tables.conf", Tables), "--out", Path("out"), "--quiet", .. only])).Code.ShouldBe(0);
        var arrays = Read(policy);
        Shapes(arrays).ShouldBe(expected);
        var json = JsonElement.Parse(File.ReadAllText(Path("out", policy + ".json")));
        arrays["parameterization"].Texts.ShouldBe([json.GetProperty("parameterization").GetString()!]);
        arrays["parameters"].Numbers.ShouldBe(Numbers(json.GetProperty("parameters")));
        foreach (double[] row in arrays["probabilities"].Numbers.Chunk(5)) row.Sum().ShouldBe(1, 1e-12);
        if (arrays.TryGetValue("round", out var round)) round.Numbers.ShouldBe([json.GetProperty("round").GetDouble()]);
    }

    [Theory]
    [InlineData("gaussian", "mean (2, 4), log_sigma (2,)")]
    [InlineData("bits", "bits (2, 3, 2, 4)")]
    [InlineData("levels", "levels_0 (4, 4), levels_1 (4, 5)")]
    [InlineData("flat", "levels (16, 4)")]
    [InlineData("network", "levels (2, 4, 6), hidden_0 (6, 4), hidden_1 (5, 7)")]
    public async Task The_parts_of_a_policy_over_features_are_its_parameters_in_order(string variant, string expected)
    {
        string[] only = ["--variant", variant];
        (await Tool.RunAsync(["run", Write("features.conf", Features), "--out", Path("out"), "--quiet", .. only])).Code.ShouldBe(0);
        var arrays = Read($"{variant}-seed0/policy");
        var parts = arrays.Where(entry => entry.Key is not ("parameterization" or "parameters")).ToList();
        Shapes(parts).ShouldBe(expected);
        var json = JsonElement.Parse(File.ReadAllText(Path("out", $"{variant}-seed0", "policy.json")));
        arrays["parameters"].Numbers.ShouldBe(Numbers(json.GetProperty("parameters")));
        parts.SelectMany(part => part.Value.Numbers).ShouldBe(arrays["parameters"].Numbers);
    }

    private static string Shapes(IEnumerable<KeyValuePair<string, NumpyArray>> arrays) =>
        string.Join(", ", arrays.Select(entry => $"{entry.Key} {NumpyArray.Text(entry.Value.Shape)}"));

    private static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Numbers)
        : [element.GetDouble()];

    private Dictionary<string, NumpyArray> Read(string policy)
    {
        string[] names =
        [
            "parameterization", "parameters", "probabilities", "alpha", "round", "bits", "levels", "levels_0", "levels_1", "mean",
            "log_sigma", "hidden_0", "hidden_1",
        ];
        return NumpyArchive.Read(File.ReadAllBytes(Path("out", policy + ".npz")), names, limit: 1000);
    }
}

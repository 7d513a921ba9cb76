using System.Text.Json;
using FedPG.Estimators;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Oracles;

/// <summary>Objectives, policies and gradients against independently computed values.</summary>
public class OracleVectorTests
{
    private const double Tolerance = 1e-9;

    /// <summary>The bit-level gradients of the files are central differences.</summary>
    private const double DifferenceTolerance = 1e-5;

    public static TheoryData<string> Cases => OracleFiles.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Softmax_policies_match_independent_values(string name)
    {
        var environments = OracleFiles.Environments(name);
        var policy = new SoftmaxPolicy(environments.States, environments.Actions);
        policy.SetParameters(OracleFiles.SoftmaxParameters(name));
        var (expected, temperature) = Expected(name, "softmax");
        CheckScore(name, policy, expected, temperature);

        int agents = environments.Types.Length, horizon = OracleFiles.Expected(name).GetProperty("horizon").GetInt32();
        var objective = new FederatedObjective(environments, agents);
        Close(objective.Gradient(policy, 0), expected.GetProperty("gradient"), Tolerance);
        Close(objective.Gradient(policy, temperature), expected.GetProperty("regularizedGradient"), Tolerance);
        Close(TruncatedGradient.Of(environments, agents, policy, 0, horizon), expected.GetProperty("truncatedGradient"), Tolerance);
        Close(
            TruncatedGradient.Of(environments, agents, policy, temperature, horizon),
            expected.GetProperty("truncatedRegularizedGradient"),
            Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bit_softmax_policies_match_independent_values(string name)
    {
        var environments = OracleFiles.Environments(name);
        var policy = new BitSoftmaxPolicy(environments.States, environments.Actions, environments.Discount);
        policy.SetParameters(OracleFiles.BitSoftmaxParameters(name));
        var (expected, temperature) = Expected(name, "bitSoftmax");
        CheckScore(name, policy, expected, temperature);

        var objective = new FederatedObjective(environments, environments.Types.Length);
        Close(objective.Gradient(policy, 0), expected.GetProperty("gradient"), DifferenceTolerance);
        Close(objective.Gradient(policy, temperature), expected.GetProperty("regularizedGradient"), DifferenceTolerance);
    }

    private static (JsonElement Expected, double Temperature) Expected(string name, string family)
    {
        var file = OracleFiles.Expected(name);
        return (file.GetProperty(family), file.GetProperty("temperature").GetDouble());
    }

    private static void CheckScore(string name, Policy policy, JsonElement expected, double temperature)
    {
        var environments = OracleFiles.Environments(name);
        var score = new FederatedObjective(environments, environments.Types.Length).Score(policy, temperature);
        Close(policy.Probabilities.ToArray(), expected.GetProperty("policy"), Tolerance);
        Close([score.Objective], expected.GetProperty("objective"), Tolerance);
        Close([score.Regularized], expected.GetProperty("regularizedObjective"), Tolerance);
        Close([.. score.PerEnvironment], expected.GetProperty("perEnvironment"), Tolerance);
    }

    private static void Close(double[] found, JsonElement expected, double relative)
    {
        double[] numbers = OracleFiles.Numbers(expected);
        found.ShouldBe(numbers, relative * numbers.Max(Math.Abs));
    }
}

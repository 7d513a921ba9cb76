namespace FedPG.Cli.Tests;

public class PolicyFamilyTests : Workspace
{
    [Theory]
    [InlineData("s-fedpg", "policy.family=tsallis")]
    [InlineData("fednpg", "policy.family=softmax")]
    [InlineData("proj-pavg", "policy.family=softmax")]
    [InlineData("qavg", "policy.family=softmax")]
    public async Task Evaluate_reads_the_policy_of_a_run_back_to_its_objective(string algorithm, string setting)
    {
        string mdp = System.IO.Path.Combine(Oracles, "challenging-mdp.mdp.json");
        string conf = Write("own.conf", $"fedpg {{\n  environment {{\n    type = file\n    path = \"{mdp}\"\n  }}\n}}");
        var run = await Tool.RunAsync(
            "run", conf, "--out", Path("out"), "--quiet", "--json", "--set", "rounds=5", "--set", $"algorithm={algorithm}",
            "--set", setting, "--set", "policy.tsallis.alpha=0.3", "--set", "local.step-size=0.1", "--set", "q-learning.step-size=0.5");
        run.Code.ShouldBe(0, run.Error);
        var summary = run.Json.GetProperty("runs")[0];
        var evaluated = await Tool.RunAsync(
            "evaluate", "--mdp", mdp, "--policy", Path("out", $"{algorithm}-seed0", "policy.json"), "--evaluation-distribution", "--json");
        evaluated.Code.ShouldBe(0, evaluated.Error);
        evaluated.Json.GetProperty("objective").GetDouble().ShouldBe(summary.GetProperty("objective").GetDouble(), 1e-9);
        bool hasGradient = evaluated.Json.GetProperty("gradient").ValueKind == System.Text.Json.JsonValueKind.Array;
        hasGradient.ShouldBe(algorithm is "s-fedpg" or "fednpg");
    }
}

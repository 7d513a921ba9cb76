namespace FedPG.Cli.Tests;

/// <summary><c>fedpg simulate --policy</c> with the policies that runs write.</summary>
public class SimulatePolicyTests : Workspace
{
    private const string CartPole = """
        fedpg {
          name = balanced
          rounds = 2
          environment { type = cart-pole }
          algorithm = b-rs-fedpg
          policy.bits = 2
          entropy.threshold = none
          local { steps = 1, batch = 4, horizon = 20 }
          evaluation { every = 2, episodes = 4 }
        }
        """;

    [Theory]
    [InlineData("policy.bits=2")]
    [InlineData("policy.features=mlp")]
    [InlineData("policy.features=tiles")]
    [InlineData("policy.family=gaussian algorithm=s-fedpg entropy.temperature=0")]
    [InlineData("policy.family=ordinal policy.dimensions=autoregressive policy.decoding=gray policy.floor=0.1")]
    public async Task The_policies_of_a_run_are_simulated_the_same_every_time(string settings)
    {
        string file = Write("c.conf", CartPole);
        string[] set = [.. settings.Split(' ').SelectMany(setting => new[] { "--set", $"fedpg.{setting}" })];
        var run = await Tool.RunAsync(["run", file, "--out", Path("out"), "--quiet", .. set]);
        run.Code.ShouldBe(0, run.Error);
        string folder = Directory.GetDirectories(Path("out")).Single(each => File.Exists(System.IO.Path.Combine(each, "rounds.csv")));
        foreach (string name in (string[])["policy.json", "best-policy.json"])
        {
            string[] arguments = ["simulate", file, "--policy", System.IO.Path.Combine(folder, name), "--json"];
            var found = await Tool.RunAsync(arguments);
            found.Code.ShouldBe(0, found.Error);
            found.Json.GetProperty("length").GetInt32().ShouldBeInRange(5, 500);
            (await Tool.RunAsync(arguments)).Output.ShouldBe(found.Output);
            (await Tool.RunAsync([.. arguments, "--seed", "1"])).Output.ShouldNotBe(found.Output);
            var two = (await Tool.RunAsync([.. arguments, "--episodes", "2", "--horizon", "3"])).Json.GetProperty("episodes");
            two[0].GetProperty("start").GetRawText().ShouldBe(found.Json.GetProperty("start").GetRawText());
            two[1].GetProperty("length").GetInt32().ShouldBe(3);
        }
    }

    [Fact]
    public async Task A_periodic_table_alternates_its_phases()
    {
        const string Policy = """
            {"format":"fedpg-policy/1","parameterization":"probabilities","period":2,"parameters":[[0,1],[1,0],[1,0],[0,1]]}
            """;
        string mdp = Write("m.mdp.json", MutationTests.Mdp), policy = Write("p.json", Policy);
        var found = (await Tool.RunAsync("simulate", "--mdp", mdp, "--policy", policy, "--horizon", "60", "--json")).Json;
        int state = found.GetProperty("start").GetInt32(), t = 0;
        foreach (var step in found.GetProperty("steps").EnumerateArray())
        {
            // Phase 0 takes the other number than the state's, phase 1 the same.
            step.GetProperty("action").GetInt32().ShouldBe(t++ % 2 == 0 ? 1 - state : state);
            state = step.GetProperty("state").GetInt32();
        }

        t.ShouldBe(60);
    }

    [Fact]
    public async Task The_values_of_a_table_are_those_of_evaluate()
    {
        string mdp = Write("m.mdp.json", MutationTests.Mdp), policy = Write("p.json", MutationTests.Policy);
        var exact = (await Tool.RunAsync("evaluate", "--mdp", mdp, "--policy", policy, "--json")).Json.GetProperty("objective").GetDouble();
        var found = (await Tool.RunAsync("simulate", "--mdp", mdp, "--policy", policy, "--episodes", "4000", "--json")).Json;
        double[] returns = [.. found.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("return").GetDouble())];
        double mean = returns.Average(), variance = returns.Average(value => (value - mean) * (value - mean));
        Math.Abs(mean - exact).ShouldBeLessThan(4 * Math.Sqrt(variance / returns.Length));
    }
}

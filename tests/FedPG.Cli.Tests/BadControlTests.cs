namespace FedPG.Cli.Tests;

/// <summary>Constants that make no sense are refused in one line, and states that run away are reported as divergence.</summary>
public class BadControlTests : Refusals
{
    public static TheoryData<string, string, string> Constants { get; } = new()
    {
        { "chain-lqr", "dimensions", "an integer from 1 to 1024" },
        { "chain-lqr", "coupling", "a number from -1 to 1, or a list with one for each type" },
        { "chain-lqr", "effort", "a finite number above 0, or a list with one for each type" },
        { "chain-lqr", "action-limit", "a finite number above 0" },
        { "lqr", "states", "an integer from 1 to 256" },
        { "lqr", "types", "an integer of at least 1" },
        { "lqr", "epsilon-a", "a finite number of at least 0" },
        { "lqr", "seed", "an integer of at least 0" },
        { "bang-bang-lqr", "dimensions", "an integer from 1 to 1024" },
        { "product-servo", "slip", "a number from 0 to 1, or a list with one for each type" },
        { "product-servo", "target", "a number from 0 to 10, or a list with one for each type" },
        { "product-servo", "reversed", "true or false, or a list with one for each type" },
        { "bit-bandit", "target", "a number from -1 to 1, or a list with one for each type" },
        { "cart-pole", "pole-half-length", "a finite number above 0, or a list with one for each type" },
        { "cart-pole", "pole-mass", "a finite number above 0, or a list with one for each type" },
        { "pendulum", "length", "a finite number above 0, or a list with one for each type" },
        { "pendulum", "gravity", "a finite number of at least 0, or a list with one for each type" },
        { "mountain-car-continuous", "power", "a finite number above 0, or a list with one for each type" },
        { "acrobot", "mass-1", "a finite number above 0, or a list with one for each type" },
        { "swimmer", "links", "an integer from 2 to 32" },
        { "swimmer", "dt", "a finite number above 0, or a list with one for each type" },
    };

    [Theory]
    [MemberData(nameof(Constants))]
    public async Task A_constant_that_makes_no_sense_is_refused(string type, string key, string accepted)
    {
        string file = Write("w.conf", File(type));
        foreach (string found in (string[])["-2", "1e400", "text", "[]"])
        {
            string shown = found == "[]" ? "an empty list" : found;
            await ShouldBeRefusedAsync(
                ["run", file, "--out", Path("out"), "--set", $"fedpg.environment.{key}={found}"],
                [$"fedpg.environment.{key}: found {shown}; accepted: {accepted}"]);
        }
    }

    [Theory]
    [InlineData(
        "pendulum", "environment.length=[1,2] environment.mass=[1,2,3]",
        "environment.length: found 2 numbers; accepted: one number, or 3")]
    [InlineData(
        "product-servo", "environment.dimensions=8 policy.bits=3 policy.family=flat",
        "found flat with 2^24 actions (8 dimensions of 3 bits); accepted: flat with at most 2^20")]
    [InlineData("cart-pole", "local.horizon=0", "fedpg.local.horizon: found 0; accepted: an integer of at least 1")]
    [InlineData("cart-pole", "evaluation.episodes=1", "fedpg.evaluation.episodes: found 1; accepted: an integer from 2")]
    [InlineData("cart-pole", "environment.force=[1,2,3,4]", "found 3; accepted: at least 4, the number of types")]
    public async Task What_does_not_fit_together_is_refused(string type, string settings, string line)
    {
        string[] set = [.. settings.Split(' ').SelectMany(setting => new[] { "--set", $"fedpg.{setting}" })];
        await ShouldBeRefusedAsync(["run", Write("w.conf", File(type)), "--out", Path("out"), .. set], [line]);
    }

    [Theory]
    [InlineData("acrobot", "length-1=1e308")]
    [InlineData("cart-pole", "pole-half-length=1e-308")]
    [InlineData("swimmer", "dt=1.5")]
    [InlineData("chain-lqr", "action-limit=1e308")]
    public async Task A_state_that_runs_away_is_a_divergence_even_if_rewards_stay_finite(string type, string setting)
    {
        string[] run = ["run", Write("w.conf", File(type)), "--out", Path("out"), "--set", $"fedpg.environment.{setting}"];
        var tool = await Tool.RunAsync(run);
        tool.Code.ShouldBe(1, tool.Error);
        tool.Error.ShouldContain("diverged: its objective is not finite");
        tool.Output.ShouldContain("failed");
    }

    private static string File(string type) => $$"""
        fedpg {
          name = w
          rounds = 2
          agents = 3
          environment { type = {{type}} }
          algorithm = b-rs-fedpg
          policy.bits = 1
          entropy.threshold = none
          local { batch = 2, horizon = 5 }
          evaluation { episodes = 2 }
        }
        """;
}

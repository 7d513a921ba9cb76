using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary>MDP files with what people's own worlds have, each with its right values.</summary>
public class EpisodicFileTests : Workspace
{
    [Fact]
    public async Task Environments_count_by_their_numbers_of_agents()
    {
        var described = await DescribeAsync("26-agents-by-type");
        described.GetProperty("agents").GetInt32().ShouldBe(4);
        var values = described.GetProperty("referenceValues");
        values.GetProperty("upperBound").GetDouble().ShouldBe((3 * 14.736842105263158 + 10) / 4, 1e-9);
        values.GetProperty("perEnvironmentOptima").EnumerateArray().Select(optimum => optimum.GetDouble())
            .ShouldBe([14.736842105263158, 10], 1e-9);
    }

    [Fact]
    public async Task A_run_with_another_number_of_agents_names_both()
    {
        string experiment = Write(
            "shares.conf", $"fedpg {{ rounds = 1, environment {{ type = file, path = \"{Found("26-agents-by-type")}\" }} }}");
        var tool = await Tool.RunAsync("run", experiment, "--set", "agents=5", "--out", Path("out"));
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldContain("agents: found 5; accepted: 4, the sum of the agents of the environments");
        Directory.Exists(Path("out")).ShouldBeFalse();
        var run = await Tool.RunAsync("run", experiment, "--set", "agents=4", "--out", Path("out"), "--json");
        run.Code.ShouldBe(0);
        run.Json.GetProperty("runs")[0].GetProperty("referenceValues").GetProperty("upperBound").GetDouble()
            .ShouldBe((3 * 14.736842105263158 + 10) / 4, 1e-9);
    }

    [Fact]
    public async Task Rows_may_list_their_successors_only() =>
        UpperBound(await DescribeAsync("24-sparse-rows")).ShouldBe(9, 1e-9);

    [Fact]
    public async Task States_may_have_different_numbers_of_actions() =>
        UpperBound(await DescribeAsync("21-actions-by-state")).ShouldBe(15.748031496062993, 1e-9);

    [Fact]
    public async Task An_episode_ends_in_a_terminal_state() =>
        UpperBound(await DescribeAsync("22-terminal-states")).ShouldBe(0.9, 1e-12);

    [Fact]
    public async Task A_simulated_episode_ends_in_a_terminal_state()
    {
        string[] simulate = ["simulate", "--mdp", Found("22-terminal-states"), "--actions", Write("a.json", "[0,0,0,0]"), "--json"];
        var tool = await Tool.RunAsync(simulate);
        tool.Code.ShouldBe(0);
        tool.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("ended").GetBoolean()).ShouldBe([false, true]);
    }

    [Fact]
    public async Task An_action_that_its_state_does_not_offer_is_refused()
    {
        var tool = await Tool.RunAsync(
            "simulate", "--mdp", Found("21-actions-by-state"), "--start", "[0]", "--actions", Write("a.json", "[2]"));
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldContain(
            "--actions, episode 0, step 0: found action 2 in state 0; accepted: an integer from 0 to 1");
    }

    [Fact]
    public async Task Without_a_discount_rewards_are_summed_to_the_end_of_the_episode()
    {
        var values = (await DescribeAsync("25-discount-1")).GetProperty("referenceValues");
        values.GetProperty("upperBound").GetDouble().ShouldBe(-2, 1e-12);
        values.GetProperty("bestDeterministic").GetProperty("value").GetDouble().ShouldBe(-2, 1e-12);
        values.GetProperty("bestHistoryDependent").GetProperty("upper").GetDouble().ShouldBe(-2, 1e-12);
    }

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("b-rs-fedpg")]
    [InlineData("fednpg")]
    public async Task Runs_without_a_discount_have_finite_scores(string algorithm)
    {
        string environment = $"environment {{ type = file, path = \"{Found("25-discount-1")}\" }}";
        string experiment = Write("episodes.conf", $"fedpg {{ rounds = 20, agents = 2, local.step-size = 0.1, {environment} }}");
        var run = await Tool.RunAsync("run", experiment, "--set", $"algorithm={algorithm}", "--out", Path("out"), "--json");
        run.Code.ShouldBe(0, run.Error);
        double objective = run.Json.GetProperty("runs")[0].GetProperty("objective").GetDouble();
        objective.ShouldBeInRange(-6, -2);
        run.Output.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData("fedq")]
    [InlineData("qavg")]
    [InlineData("proj-pavg")]
    public async Task An_algorithm_whose_policies_may_never_end_is_refused(string algorithm)
    {
        string experiment = Write(
            "episodes.conf", $"fedpg {{ rounds = 2, agents = 2, environment {{ type = file, path = \"{Found("25-discount-1")}\" }} }}");
        var run = await Tool.RunAsync("run", experiment, "--set", $"algorithm={algorithm}", "--out", Path("out"));
        run.Code.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("discount: found 1 with environments in which a policy need not end");
    }

    [Fact]
    public async Task A_policy_takes_only_actions_that_a_state_offers()
    {
        const string Format = "{\"format\": \"fedpg-policy/1\", \"parameterization\": \"probabilities\", \"parameters\": ";
        string bad = Write("bad.json", Format + "[[0.5, 0.3, 0.2], [1, 0, 0]]}");
        var refused = await Tool.RunAsync("evaluate", "--mdp", Found("21-actions-by-state"), "--policy", bad);
        refused.Code.ShouldBe(2);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldEndWith(
            "bad.json: parameters, row 0, entry 2: found 0.2; accepted: 0: the state offers the actions 0 to 1");
        string good = Write("good.json", Format + "[[1, 0, 0], [0, 0, 1]]}");
        var evaluated = await Tool.RunAsync("evaluate", "--mdp", Found("21-actions-by-state"), "--policy", good, "--json");
        evaluated.Json.GetProperty("objective").GetDouble().ShouldBe(15.748031496062993, 1e-9);
    }

    [Fact]
    public async Task A_policy_that_never_ends_has_no_value_without_a_discount()
    {
        const string Format = "{\"format\": \"fedpg-policy/1\", \"parameterization\": \"probabilities\", \"parameters\": ";
        string policy = Write("p.json", Format + "[[0, 1], [1, 0], [1, 0]]}");
        var tool = await Tool.RunAsync("evaluate", "--mdp", Found("25-discount-1"), "--policy", policy);
        tool.Code.ShouldBe(2);
        tool.ErrorLines.ShouldHaveSingleItem().ShouldContain("policy: found one that need not end, with a discount of 1");
    }

    private static double UpperBound(JsonElement described) =>
        described.GetProperty("referenceValues").GetProperty("upperBound").GetDouble();

    private static string Found(string folder) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "found", folder, "world.mdp.json");

    private static async Task<JsonElement> DescribeAsync(string folder)
    {
        var tool = await Tool.RunAsync("describe", "--mdp", Found(folder), "--json");
        tool.Code.ShouldBe(0, tool.Error);
        return tool.Json;
    }
}

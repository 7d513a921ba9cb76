using System.Globalization;
using System.Text.Json;

namespace FedPG.Cli.Tests;

/// <summary><c>fedpg simulate</c> with given actions, against trajectories that independent programs computed.</summary>
public class SimulateTests : Workspace
{
    /// <summary>They were written down with ten decimals.</summary>
    private const double Printed = 1e-10;

    private static readonly Lazy<JsonElement> Steps = new(() => JsonElement.Parse(
        File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "control", "steps.json"))));

    public static TheoryData<int> Trajectories => [.. Enumerable.Range(0, Steps.Value.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Trajectories))]
    public async Task The_steps_of_independent_programs_come_out(int index)
    {
        var trajectory = Steps.Value[index];
        var constants = trajectory.GetProperty("constants").EnumerateObject().Select(constant => $"{constant.Name} = {constant.Value}");
        var expected = trajectory.GetProperty("steps");
        string actions = $"[{string.Join(",", expected.EnumerateArray().Select(step => step.GetProperty("action").GetRawText()))}]";
        var found = await SimulateAsync(
            $"type = {trajectory.GetProperty("environment").GetString()}\n{string.Join('\n', constants)}", actions,
            "--start", trajectory.GetProperty("start").GetRawText());
        Numbers(found.GetProperty("start")).ShouldBe(Numbers(trajectory.GetProperty("start")));
        var steps = found.GetProperty("steps");
        steps.GetArrayLength().ShouldBe(expected.GetArrayLength());
        for (int t = 0; t < steps.GetArrayLength(); t++)
        {
            Numbers(steps[t].GetProperty("action")).ShouldBe(Numbers(expected[t].GetProperty("action")));
            Close(Numbers(steps[t].GetProperty("state")), Numbers(expected[t].GetProperty("state")), 1e-10);
            Close(Numbers(steps[t].GetProperty("reward")), Numbers(expected[t].GetProperty("reward")), 1e-10);
            steps[t].GetProperty("ended").GetBoolean().ShouldBe(expected[t].GetProperty("ended").GetBoolean());
        }
    }

    [Theory]
    [InlineData("cart-pole", "[0.01,-0.02,0.03,0.04]", 1, "[0.0096,0.1746791957,0.0308,-0.2430687180]")]
    [InlineData("cart-pole", "[0.01,-0.02,0.03,0.04]", 10, "[0.0251707698,-0.0234304052,0.0162536138,0.1156695584]")]
    [InlineData("pendulum", "[1,0.5]", 1, "[1.0715551620,1.4311032386]")]
    [InlineData("mountain-car-continuous", "[-0.5,0]", 1, "[-0.4986768430,0.0013231570]")]
    [InlineData("acrobot", "[0.05,-0.05,0.02,-0.02]", 1, "[0.033562907369,-0.009712580480,-0.179527527414,0.412921095504]")]
    public async Task States_that_are_written_down_come_out(string type, string start, int steps, string state)
    {
        string actions = $"[{string.Join(",", Enumerable.Range(0, steps).Select(t => t % 2 == 0 ? "[1]" : "[-1]"))}]";
        var found = await SimulateAsync($"type = {type}", actions, "--start", start);
        Close(Numbers(found.GetProperty("steps")[steps - 1].GetProperty("state")), Numbers(JsonElement.Parse(state)), Printed);
    }

    [Fact]
    public async Task A_pendulum_pushed_along_its_velocity_has_its_known_sum_of_rewards()
    {
        var found = await PushedAsync("pendulum", "[1,0.5]", variable: 1, first: 1, most: 200);
        found.GetProperty("steps")[0].GetProperty("reward").GetDouble().ShouldBe(-1.029, 1e-12);
        found.GetProperty("steps")[9].GetProperty("state")[1].GetDouble().ShouldBe(8);
        found.GetProperty("undiscountedReturn").GetDouble().ShouldBe(-1681.17739253838, 1e-9);
        found.GetProperty("length").GetInt32().ShouldBe(200);
    }

    [Theory]
    [InlineData("mountain-car-continuous", "[-0.5,0]", 1, 1, 106, 89.4)]
    [InlineData("acrobot", "[0.05,-0.05,0.02,-0.02]", 3, -1, 73, -72)]
    public async Task Pushes_along_a_velocity_reach_the_goal(string type, string start, int variable, int first, int steps, double total)
    {
        var found = await PushedAsync(type, start, variable, first, most: 150);
        found.GetProperty("length").GetInt32().ShouldBe(steps);
        found.GetProperty("steps")[steps - 1].GetProperty("ended").GetBoolean().ShouldBeTrue();
        found.GetProperty("undiscountedReturn").GetDouble().ShouldBe(total, 1e-10);
    }

    [Fact]
    public async Task A_trajectory_stops_where_it_ends_and_its_returns_add_up()
    {
        // Full throttle in one direction from a start near the edge.
        var found = await SimulateAsync("type = cart-pole", "[1,1,1,1,1,1,1,1,1,1,1,1]", "--start", "[2.3,1,0,0]", "--set", "discount=0.5");
        var steps = found.GetProperty("steps");
        int length = found.GetProperty("length").GetInt32();
        length.ShouldBeInRange(2, 11);
        steps.GetArrayLength().ShouldBe(length);
        steps.EnumerateArray().Select(step => step.GetProperty("ended").GetBoolean()).ShouldBe([.. new bool[length - 1], true]);
        found.GetProperty("undiscountedReturn").GetDouble().ShouldBe(length);
        found.GetProperty("return").GetDouble().ShouldBe(2 * (1 - Math.Pow(0.5, length)), 1e-12);
    }

    [Fact]
    public async Task Several_lists_are_several_episodes_and_the_type_is_selected()
    {
        string world = "type = pendulum\nlength = [1, 2]";
        var both = await SimulateAsync(world, "[[[1],[-1]],[[0.5]]]", "--start", "[1,0.5]", "--type", "1");
        both.GetProperty("type").GetInt32().ShouldBe(1);
        var episodes = both.GetProperty("episodes");
        episodes.EnumerateArray().Select(episode => episode.GetProperty("length").GetInt32()).ShouldBe([2, 1]);
        var first = await SimulateAsync(world, "[[1],[-1]]", "--start", "[1,0.5]", "--type", "1");
        episodes[0].GetProperty("steps").GetRawText().ShouldBe(first.GetProperty("steps").GetRawText());
        var other = await SimulateAsync(world, "[1,-1]", "--start", "[1,0.5]", "--type", "0");
        other.GetProperty("steps").GetRawText().ShouldNotBe(first.GetProperty("steps").GetRawText());
    }

    [Fact]
    public async Task Start_and_noise_depend_on_the_seed_the_type_and_the_episode_but_not_on_the_actions()
    {
        const string World = "type = lqr\nstates = 2\nactions = 1\ntypes = 2";
        string[] states =
        [
            await StartAsync("[0]"), await StartAsync("[1,1]"), await StartAsync("[0]", "--seed", "1"),
            await StartAsync("[0]", "--type", "1"),
        ];
        states[1].ShouldBe(states[0]);
        states.Distinct().Count().ShouldBe(3);
        var episodes = (await SimulateAsync(World, "[0]", "--episodes", "2")).GetProperty("episodes");
        episodes[0].GetProperty("start").GetRawText().ShouldBe(states[0]);
        episodes[1].GetProperty("start").GetRawText().ShouldNotBe(states[0]);

        async Task<string> StartAsync(string actions, params string[] more) =>
            (await SimulateAsync(World, actions, more)).GetProperty("start").GetRawText();
    }

    [Fact]
    public async Task In_a_finite_environment_states_and_actions_are_numbers()
    {
        // From state 0 action 1 leads to state 1; there action 0 leads to either.
        string mdp = Write("m.mdp.json", MutationTests.Mdp), actions = Write("a.json", "[1,1,1,0]");
        var found = (await Tool.RunAsync("simulate", "--mdp", mdp, "--actions", actions, "--start", "0", "--json")).Json;
        found.GetProperty("start").GetInt32().ShouldBe(0);
        var steps = found.GetProperty("steps");
        steps.EnumerateArray().Select(step => step.GetProperty("action").GetInt32()).ShouldBe([1, 1, 1, 0]);
        steps[0].GetProperty("state").GetInt32().ShouldBe(1);
        steps[0].GetProperty("reward").GetDouble().ShouldBe(1);
        steps[1].GetProperty("reward").GetDouble().ShouldBe(0);
        steps.EnumerateArray().ShouldAllBe(step => !step.GetProperty("ended").GetBoolean());
        var conf = Write("e.conf", "fedpg {\n  environment.type = challenging-mdp\n}\n");
        (await Tool.RunAsync("simulate", conf, "--actions", actions)).Output.ShouldContain("4 steps, not ended");
    }

    [Fact]
    public async Task A_table_shows_the_ends_of_a_long_trajectory()
    {
        string conf = Write("e.conf", "fedpg {\n  environment.type = pendulum\n}\n");
        string actions = Write("a.json", $"[{string.Join(",", new int[40])}]");
        var tool = await Tool.RunAsync("simulate", conf, "--actions", actions, "--start", "[1,0.5]");
        tool.Code.ShouldBe(0, tool.Error);
        string[] lines = tool.Output.Split('\n');
        lines[0].ShouldBe("pendulum (type 0, discount 0.99)");
        lines.Count(line => line.StartsWith("│ ", StringComparison.Ordinal)).ShouldBe(1 + 1 + 24 + 1 + 8);
        tool.Output.ShouldContain("40 steps, not ended; return −");
        var several = await Tool.RunAsync("simulate", conf, "--actions", actions, "--episodes", "3");
        several.Output.ShouldContain("3 episodes, 0 ended; mean length 40.000");
    }

    [Fact]
    public async Task A_trajectory_that_leaves_the_finite_numbers_is_reported_as_diverged()
    {
        string conf = Write("e.conf", "fedpg {\n  environment {\n type = chain-lqr\n dimensions = 1\n }\n}\n");
        var tool = await Tool.RunAsync("simulate", conf, "--actions", Write("a.json", "[0,0]"), "--start", "[1e200]", "--json");
        tool.Code.ShouldBe(1);
        tool.ErrorLines.Single().ShouldBe("fedpg: episode 0 diverged: the state or the reward of step 1 is not finite");
        tool.Json.GetProperty("steps").GetArrayLength().ShouldBe(1);
        tool.Json.GetProperty("steps")[0].GetProperty("reward").GetString().ShouldBe("-Infinity");
    }

    private async Task<JsonElement> SimulateAsync(string environment, string actions, params string[] more)
    {
        string conf = Write("e.conf", $"fedpg {{\n  environment {{\n{environment}\n  }}\n}}\n");
        var tool = await Tool.RunAsync(["simulate", conf, "--actions", Write("a.json", actions), "--json", .. more]);
        tool.Code.ShouldBe(0, tool.Error);
        return tool.Json;
    }

    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(number => number.GetDouble())]
        : [element.GetDouble()];

    /// <summary>
    /// The trajectory whose actions have the sign of a state variable. As they follow from the states, the wrong ones are corrected, from
    /// the first on, until there are none.
    /// </summary>
    private async Task<JsonElement> PushedAsync(string type, string start, int variable, int first, int most)
    {
        int[] actions = [.. Enumerable.Repeat(first, most)];
        while (true)
        {
            var found = await SimulateAsync($"type = {type}", $"[{string.Join(",", actions)}]", "--start", start);
            var after = found.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state")[variable].GetDouble());
            int[] signs = [.. after.Select(value => value >= 0 ? 1 : -1)];
            int wrong = Enumerable.Range(1, signs.Length - 1).FirstOrDefault(t => actions[t] != signs[t - 1]);
            if (wrong == 0) return found;
            Array.Fill(actions, signs[wrong - 1], wrong, most - wrong);
        }
    }

    private static void Close(double[] found, double[] expected, double tolerance)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < found.Length; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"number {i}");
            found[i].ShouldBe(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])), place);
        }
    }
}

namespace FedPG.Cli.Tests;

/// <summary>What <c>fedpg simulate</c> refuses.</summary>
public class BadSimulationTests : Refusals
{
    private const string Features = "\"parameterization\":\"features\",\"structure\":\"bits\",";
    private const string Ten = "\"policy\":{\"bits\":1},\"parameters\":[0,0,0,0,0,0,0,0,0,0]";

    /// <summary>The actions for two pendulums, and what the message must name.</summary>
    public static TheoryData<string, string[]> Actions => new()
    {
        { "", ["a.json: line 1, byte 1: ", "Accepted: JSON in the format [[number, …], …]"] },
        { "[[NaN]]", ["a.json: line 1, byte 3: "] },
        { "[[\"NaN\"]]", ["a.json: action 0, entry 0: found \"NaN\"; accepted: a finite number"] },
        { "[[0],[1e999]]", ["a.json: action 1, entry 0: found 1e999; accepted: a finite number"] },
        { "[[0],[2]]", ["a.json: action 1, entry 0: found 2; accepted: a number from -1 to 1"] },
        { "[0,-1.5]", ["a.json: action 1, entry 0: found -1.5; accepted: a number from -1 to 1"] },
        { "[[0],[0,0]]", ["a.json: action 1: found 2 numbers; accepted: 1, one per action dimension of pendulum"] },
        { "[[0],0]", ["a.json: action 1: found 0; accepted: a list of numbers"] },
        { "[[0],[null]]", ["a.json: action 1, entry 0: found null"] },
        { "[[[0]],[]]", ["a.json: episode 1: found an empty list; accepted: at least one action"] },
        { "[[[0]],[[3]]]", ["a.json: episode 1, action 0, entry 0: found 3;"] },
        { "[[[0]],7]", ["a.json: episode 1: found 7; accepted: a list of actions"] },
        { "[]", ["a.json: the file: found an empty list; accepted: at least one action"] },
        { "{}", ["a.json: the file: found an object; accepted: a list of actions, each a list of 1, or a list of such lists"] },
        { "7", ["a.json: the file: found 7; accepted: a list of actions"] },
        { "[[[[0]]]]", ["a.json: the file: found lists in 4 levels; accepted: a list of actions"] },
        { new string('[', 100), ["a.json: line 1, byte 65: found too many nested lists and objects; accepted: "] },
    };

    /// <summary>Other arguments, for two pendulums, beside good actions.</summary>
    public static TheoryData<string[], string[]> Arguments => new()
    {
        { ["--type", "2"], ["--type: found 2; accepted: an integer from 0 to 1"] },
        { ["--type", "-1"], ["--type: found -1; accepted: an integer from 0 to 1"] },
        { ["--type", "one"], ["--type: found one;"] },
        { ["--start", "[1,2,3]"], ["--start: found 3 numbers; accepted: a list of 2 numbers such as [0, 0], the state of pendulum"] },
        { ["--start", "1"], ["--start: found 1; accepted: a list of 2 numbers such as [0, 0]"] },
        { ["--start", "[1,NaN]"], ["--start: found '[1,NaN]'; accepted: a list of 2 numbers"] },
        { ["--start", "[1,\"x\"]"], ["--start, entry 1: found \"x\"; accepted: a finite number"] },
        { ["--start", "[1,1e999]"], ["--start, entry 1: found 1e999; accepted: a finite number"] },
        { ["--start", "{"], ["--start: found '{'"] },
        { ["--start", ""], ["--start: found ''"] },
        { ["--episodes", "0"], ["--episodes: found 0; accepted: an integer from 1 to 10000"] },
        { ["--episodes", "10001"], ["--episodes: found 10001"] },
        { ["--seed", "-1"], ["--seed: found -1; accepted: an integer of at least 0"] },
        { ["--seed", "99999999999999999999"], ["--seed: found 99999999999999999999"] },
        { ["--horizon", "0"], ["--horizon: found 0; accepted: an integer of at least 1"] },
        { ["--horizon", "2147483647"], ["episodes × steps: found 1 × 2147483647; accepted: at most 16777216 steps of pendulum"] },
        { ["--policy", "p.json"], ["simulate: found both; accepted: --actions FILE or --policy FILE"] },
        { ["--mdp", "m.json"], ["simulate: found both; accepted: an experiment FILE or --mdp FILE"] },
        { ["--variant", "x"], ["x"] },
    };

    /// <summary>Policy files for a cart-pole.</summary>
    public static TheoryData<string, string[]> Policies => new()
    {
        { Policy, ["p.json: parameterization: found \"softmax\"; accepted: \"features\" for cart-pole with 4 observed"] },
        { With("{\"bits\":2}"), ["p.json: parameters: found 1 numbers; accepted: 30 numbers, as this"] },
        { With("{\"bits\":99}"), ["p.json: policy.bits: found 99; accepted: an integer from 1 to 16"] },
        { With("{\"bitz\":1}"), ["p.json: policy.bitz: unknown key; the nearest known one is policy.bits"] },
        { With("{\"bits\":1,\"bits\":1}"), ["p.json: policy: found the key \"bits\" twice"] },
        { With("{\"bits\":null}"), ["p.json: policy.bits: found null"] },
        { With("{\"family\":\"x\"}"), ["p.json: policy.family: found 'x'; accepted: softmax, gaussian,"] },
        { With("{\"mlp\":7}"), ["p.json: policy.mlp: found 7; accepted: a section"] },
        { With("[]"), ["p.json: policy: found a list of 0; accepted: an object of settings"] },
        { With("{\"features\":\"one-hot\"}"), ["p.json: policy.features: found one-hot"] },
        {
            With("{\"features\":\"mlp\",\"mlp\":{\"hidden\":[65536,65536]}}"),
            ["p.json: policy: found 4296278030 parameters"]
        },
        { Text("\"parameterization\":\"features\"," + Ten), ["p.json: the file: found no key \"structure\""] },
        { Text("\"parameterization\":\"features\",\"structure\":7," + Ten), ["p.json: structure: found 7; accepted: a string"] },
        { Text("\"parameterization\":\"features\",\"structure\":\"tree\"," + Ten), ["found \"tree\"; accepted: bits or levels"] },
        { Text(Features + Ten.Replace("[0,", "[\"NaN\",", StringComparison.Ordinal)), ["p.json: parameters, entry 0: found \"NaN\";"] },
        { Text(Features + Ten + ",\"rounds\":1"), ["p.json: the file: unknown key \"rounds\"; the nearest known one is \"round\""] },
        { "{}", ["p.json: format: found nothing; accepted: \"fedpg-policy/1\""] },
        { "[", ["p.json: line 1, byte "] },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public Task Bad_actions_are_refused(string actions, string[] parts) =>
        ShouldBeRefusedAsync(["simulate", Pendulums(), "--actions", Write("a.json", actions), "--json"], parts);

    [Theory]
    [MemberData(nameof(Arguments))]
    public Task Bad_arguments_are_refused(string[] arguments, string[] parts) =>
        ShouldBeRefusedAsync(["simulate", Pendulums(), "--actions", Write("a.json", "[[0],[1]]"), .. arguments], parts);

    [Theory]
    [MemberData(nameof(Policies))]
    public Task Bad_policies_are_refused(string policy, string[] parts) =>
        ShouldBeRefusedAsync(["simulate", CartPole(), "--policy", Write("p.json", policy)], parts);

    [Fact]
    public async Task What_is_missing_is_named()
    {
        string file = Pendulums(), two = Write("two.conf", TwoWorlds), actions = Write("a.json", "[[0]]");
        await ShouldBeRefusedAsync(["simulate", file], ["simulate: found neither; accepted: --actions FILE or --policy FILE"]);
        await ShouldBeRefusedAsync(
            ["simulate", "--actions", actions], ["simulate: found neither; accepted: an experiment FILE or --mdp FILE"]);
        await ShouldBeRefusedAsync(["simulate", file, "--actions", Path("none.json")], ["none.json: found no such file"]);
        await ShouldBeRefusedAsync(
            ["simulate", two, "--actions", actions],
            ["two.conf: found 2 different environments; accepted: one; choose with --variant NAME or --set KEY=VALUE"]);
        (await Tool.RunAsync("simulate", two, "--actions", actions, "--variant", "long")).Code.ShouldBe(0);
        string[] many = ["simulate", file, "--actions", Write("b.json", "[[[0]],[[1]]]"), "--episodes", "3"];
        await ShouldBeRefusedAsync(many, ["--episodes: found 3; accepted: 2, the number of lists in --actions"]);
    }

    [Theory]
    [InlineData("--start", "2", "--start: found 2; accepted: an integer from 0 to 1")]
    [InlineData("--start", "0.5", "--start: found 0.5; accepted: an integer from 0 to 1")]
    [InlineData("--start", "[-1]", "--start: found -1; accepted: an integer from 0 to 1")]
    [InlineData("--set", "x=1", "--set: found 'x=1' beside --mdp")]
    [InlineData("--variant", "x", "--variant: found 'x' beside --mdp")]
    public Task In_a_finite_environment_a_state_is_a_number(string option, string value, string part) =>
        ShouldBeRefusedAsync(
            ["simulate", "--mdp", Write("m.json", Mdp), "--actions", Write("a.json", "[0,1]"), option, value], [part]);

    [Theory]
    [InlineData("[2]", "a.json: action 0: found 2; accepted: an integer from 0 to 1")]
    [InlineData("[0,0.5]", "a.json: action 1: found 0.5; accepted: an integer from 0 to 1")]
    [InlineData("[[0],[1,-1]]", "a.json: episode 1, action 1: found -1; accepted: an integer from 0 to 1")]
    [InlineData("[[[0]]]", "a.json: the file: found lists in 3 levels; accepted: a list of action numbers")]
    public Task In_a_finite_environment_an_action_is_a_number(string actions, string part) =>
        ShouldBeRefusedAsync(["simulate", "--mdp", Write("m.json", Mdp), "--actions", Write("a.json", actions)], [part]);

    [Fact]
    public Task A_policy_over_features_is_not_for_a_finite_environment() => ShouldBeRefusedAsync(
        ["simulate", "--mdp", Write("m.json", Mdp), "--policy", Write("p.json", Text(Features + Ten))],
        ["p.json: parameterization: found \"features\"; accepted: softmax,", " or tsallis for 2 states and 2 actions"]);

    private const string TwoWorlds = """
        fedpg {
          environment.type = pendulum
          algorithm = b-rs-fedpg
          variants {
            short { environment.length = 1 }
            long { environment.length = 2 }
          }
        }
        """;

    private string Pendulums() => Write("e.conf", "fedpg {\n  environment {\n    type = pendulum\n    length = [1, 2]\n  }\n}\n");

    private string CartPole() => Write("e.conf", "fedpg {\n  environment.type = cart-pole\n}\n");

    /// <summary>A policy of bits with some settings and one parameter.</summary>
    private static string With(string settings) => Text($"{Features}\"policy\":{settings},\"parameters\":[0]");

    private static string Text(string members) => $$"""{"format":"fedpg-policy/1",{{members}}}""";
}

namespace FedPG.Cli.Tests;

public class BadFileTests : Refusals
{
    /// <summary>A line of the experiment file's section fedpg, and what the message must name.</summary>
    public static TheoryData<string, string[]> Settings => new()
    {
        { "rounds = 0", ["fedpg.rounds", "found 0", "at least 1"] },
        { "rounds = -3", ["fedpg.rounds", "found -3", "at least 1"] },
        { "rounds = many", ["fedpg.rounds", "found many", "an integer"] },
        { "rounds = 2.5", ["fedpg.rounds", "found 2.5", "an integer"] },
        { "agents = 0", ["fedpg.agents", "found 0", "at least 1"] },
        { "agents = 1", ["fedpg.agents", "found 1", "at least 2"] },
        { "discount = 0", ["fedpg.discount", "found 0", "above 0 and at most 1"] },
        { "discount = 1", ["fedpg.discount: environment '", "no way to an end"] },
        { "discount = 1.5", ["fedpg.discount", "found 1.5", "above 0 and at most 1"] },
        { "seeds = []", ["fedpg.seeds", "an empty list"] },
        { "seeds = [0, 0]", ["fedpg.seeds", "distinct"] },
        { "seeds = 3", ["fedpg.seeds", "found 3", "list"] },
        { "local.steps = 0", ["fedpg.local.steps", "found 0"] },
        { "local.batch = -1", ["fedpg.local.batch", "found -1"] },
        { "local.horizon = 0", ["fedpg.local.horizon", "found 0"] },
        { "local.step-size = NaN", ["fedpg.local.step-size", "found NaN", "finite number"] },
        { "local.step-size = Infinity", ["fedpg.local.step-size", "found Infinity", "finite number"] },
        { "local.step-size = 1e999", ["fedpg.local.step-size", "found 1e999", "finite number"] },
        { "local.step-size = 0", ["fedpg.local.step-size", "found 0", "above 0"] },
        { "local.estimator = guessed", ["fedpg.local.estimator", "found guessed", "expected or sampled"] },
        { "local = 5", ["fedpg.local", "found 5", "section"] },
        { "local.stpes = 5", ["fedpg.local.stpes", "unknown key", "fedpg.local.steps"] },
        { "round = 5", ["fedpg.round", "unknown key", "fedpg.rounds"] },
        { "algorithm = s-fedgp", ["fedpg.algorithm", "s-fedgp", "s-fedpg"] },
        { "entropy.temperature = -1", ["fedpg.entropy.temperature", "found -1", "at least 0"] },
        { "entropy.threshold = tiny", ["fedpg.entropy.threshold", "found tiny", "none, safe, theory"] },
        { "entropy.threshold = 0.3\nalgorithm = rs-fedpg", ["entropy.threshold", "found 0.3", "at most 0.0625"] },
        { "q-learning.step-size = 1.5", ["fedpg.q-learning.step-size", "found 1.5"] },
        { "policy.period = 0", ["fedpg.policy.period", "found 0"] },
        { "runtime.mode = magic", ["fedpg.runtime.mode", "found magic", "sequential"] },
        { "runtime.threads = -2", ["fedpg.runtime.threads", "found -2"] },
        { "evaluation.every = 0", ["fedpg.evaluation.every", "found 0"] },
        { "server.aggregator = average", ["server.aggregator", "average", "mean"] },
        { "algorithm = fedpg-br\nfedpg-br.mini-batch = 2147483647", ["fedpg-br.mini-batch × local.horizon", "at most 1073741824"] },
        { "server.participation = 0", ["fedpg.server.participation", "found 0", "above 0 and at most 1"] },
        { "server.quorum = 1.5", ["fedpg.server.quorum", "found 1.5", "above 0 and at most 1"] },
        { "server.deadline = -1", ["fedpg.server.deadline", "found -1", "none or a finite number above 0"] },
        { "server.late-updates = keep", ["fedpg.server.late-updates", "found keep", "discard or next-round"] },
        { "faults.dropout.mean-absence = 0.5", ["fedpg.faults.dropout.mean-absence", "found 0.5", "from 1"] },
        { "faults.dropout.scheduled = [[0, 1]]", ["fedpg.faults.dropout.scheduled", "found [[0, 1]]", "first agent, last agent"] },
        { "faults.dropout.scheduled = [[0, 7, 1, 2]]", ["faults.dropout.scheduled", "found [0, 7, 1, 2]", "agents from 0 to"] },
        { "faults.crash.probability = 1", ["fedpg.faults.crash.probability", "found 1", "0.99"] },
        { "faults.straggler.slowness = [0]", ["fedpg.faults.straggler.slowness", "found [0]", "numbers from"] },
        { "faults.network.loss = 1", ["fedpg.faults.network.loss", "found 1", "0.99"] },
        { "checkpoint.every = 0", ["fedpg.checkpoint.every", "found 0", "an integer of at least 1"] },
        { "checkpoint.interval = 0s", ["fedpg.checkpoint.interval", "found 0s", "off or"] },
        { "runtime.port = 65536", ["fedpg.runtime.port", "found 65536", "from 0 to 65535"] },
        { "environment.type = gridwrld", ["fedpg.environment.type", "gridwrld", "gridworld"] },
        { "environment.states = 5", ["fedpg.environment.states", "unknown key"] },
        { "environment { type = synthetic\n epsilon-p = 1.5\n }", ["fedpg.environment.epsilon-p", "found 1.5", "from 0 to 1"] },
        { "environment { type = synthetic\n actions = 1\n }", ["fedpg.environment.actions", "found 1", "at least 2"] },
        { "environment { type = synthetic\n states = 100000\n actions = 1000\n }", ["environment", "100000"] },
        { "environment { type = garnet\n branching = 11\n }", ["environment.branching", "found 11"] },
        { "environment { type = gridworld\n start = [1, 1]\n }", ["environment.start", "wall"] },
        { "agents = 3\nenvironment { type = lqr\n types = 100000000\n }", ["fedpg.agents", "found 3", "at least 100000000"] },
        { "agents = 100000000\nenvironment { type = lqr\n types = 100000000\n }", ["environment", "100000000 types of 4 state variables"] },
        { "agents = 3\nenvironment { type = garnet\n types = 100000000\n }", ["fedpg.agents", "found 3", "at least 100000000"] },
        { "environment { type = pendulum\n mass = [1, 2]\n length = [1, 2, 3]\n }", ["fedpg.environment.mass", "2 numbers"] },
        { "local.baseline = mean", ["fedpg.local.baseline", "found mean", "none with finitely many states"] },
        { "policy.floor = 0.1", ["fedpg.policy.floor", "found 0.1", "0 with finitely many states"] },
        { "environment.type = file", ["fedpg.environment.path"] },
        { "environment { type = file\n path = \"nowhere.json\"\n }", ["nowhere.json", "no such file"] },
        { "name = \"a/b\"", ["fedpg.name", "a/b"] },
        { "sweep { \"local.stepz\" = [1]\n }", ["local.stepz", "local.steps"] },
        { "variants { a { rounds = x\n }\n }", ["fedpg.variants.a.rounds", "found x"] },
    };

    /// <summary>A change of the MDP file, and what the message must name.</summary>
    public static TheoryData<string, string, string[]> Mdps => new()
    {
        { "[0.25,0.75]", "[0.25,0.65]", ["'e0'", "state 1", "action 1", "0.9", "sum of 1"] },
        { "[0.25,0.75]", "[1.25,-0.25]", ["'e0'", "state 1", "action 1", "1.25", "probability"] },
        { "[0.25,0.75]", "[0.25,\"NaN\"]", ["'e0'", "state 1", "action 1", "NaN", "number"] },
        { "[0.25,0.75]", "[1]", ["'e0'", "state 1", "action 1", "found 1", "2"] },
        { "[[0.5,0.5],[0.25,0.75]]", "[[0.5,0.5]]", ["'e0'", "state 1", "2"] },
        { "\"rewards\":[[0,1],[1,0]]", "\"rewards\":[[0,1],[1]]", ["'e0'", "state 1", "rewards"] },
        { "\"discount\":0.9", "\"discount\":1", ["state 0", "no way to an end"] },
        { "fedpg-mdp/1", "fedpg-mdp/9", ["format", "fedpg-mdp/9", "fedpg-mdp/1"] },
        { "\"initialDistribution\":[0.5,0.5]", "\"initialDistribution\":[0.5,0.4]", ["initialDistribution", "0.9"] },
        { "\"rewards\":[[0,1],[1,0]]", "\"rewards\":[[0,1e999],[1,0]]", ["'e0'", "state 0"] },
        {
            "[[[1,0],[0,1]],[[0.5,0.5],[0.25,0.75]]],\"rewards\":[[0,1],[1,0]]",
            "[[[1,0]],[[0.5,0.5]]],\"rewards\":[[0],[1]]",
            ["actions: found 1 in every state", "at least 2 in some state"]
        },
        { "}]}", "}]", ["line"] },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_bad_setting_is_one_line(string line, string[] parts)
    {
        string file = Write("bad.conf", $"fedpg {{\n{line}\n}}\n");
        await ShouldBeRefusedAsync(["run", file, "--out", Path("out")], ["bad.conf", .. parts.Where(part => part.Length > 0)]);
    }

    [Theory]
    [InlineData("fedpg {\n rounds = 3\n")]
    [InlineData("fedpg = 3\n")]
    [InlineData("fedpg {\n rounds = [1, 2\n}\n")]
    [InlineData("rounds = 3\n")]
    [InlineData("")]
    [InlineData("fedpg {\n rounds = ${fedpg.nowhere}\n}\n")]
    public async Task A_file_that_does_not_parse_is_one_line(string text) =>
        await ShouldBeRefusedAsync(["run", Write("bad.conf", text), "--out", Path("out")], ["bad.conf"]);

    [Theory]
    [MemberData(nameof(Mdps))]
    public async Task A_bad_environment_file_is_one_line(string from, string to, string[] parts)
    {
        Mdp.ShouldContain(from);
        string file = Write("bad.mdp.json", Mdp.Replace(from, to, StringComparison.Ordinal));
        await ShouldBeRefusedAsync(["describe", "--mdp", file], ["bad.mdp.json", .. parts]);
    }

    [Theory]
    [InlineData("""{"format":"fedpg-policy/1","parameterization":"softmax","parameters":[[0,0,0],[0,0,0]]}""", "3")]
    [InlineData("""{"format":"fedpg-policy/1","parameterization":"softmax","parameters":[[0,0]]}""", "1")]
    [InlineData("""{"format":"fedpg-policy/1","parameterization":"bit-softmax","parameters":[[0,0],[0,0]]}""", "parameters")]
    [InlineData("""{"format":"fedpg-policy/1","parameterization":"probabilities","parameters":[[0.5,0.4],[1,0]]}""", "0.9")]
    [InlineData("""{"format":"fedpg-policy/1","parameterization":"tabular","parameters":[[0,0],[0,0]]}""", "tabular")]
    public async Task A_policy_that_does_not_fit_is_one_line(string text, string part) => await ShouldBeRefusedAsync(
        ["evaluate", "--mdp", Write("good.mdp.json", Mdp), "--policy", Write("bad.policy.json", text)], ["bad.policy.json", part]);
}

namespace FedPG.Cli.Tests;

public class BadCommandLineTests : Refusals
{
    /// <summary>Arguments, where MDP, POLICY, SMALL and OUT stand for files of the test, and what the message must name.</summary>
    public static TheoryData<string, string[]> Lines => new()
    {
        { "run nothing.conf --out OUT", ["nothing.conf", "no such file", "experiment file"] },
        { "run --out OUT", ["FILE"] },
        { "run SMALL --out SMALL", ["small.conf", "a file", "a folder"] },
        { "run SMALL --out OUT --seeds x", ["--seeds", "x", "0..9"] },
        { "run SMALL --out OUT --seeds 5..2", ["--seeds", "5..2"] },
        { "run SMALL --out OUT --set rounds", ["--set", "rounds", "KEY=VALUE"] },
        { "run SMALL --out OUT --set rounds=0", ["rounds", "found 0"] },
        { "run SMALL --out OUT --set fedpg.rouns=3", ["fedpg.rouns", "fedpg.rounds"] },
        { "run SMALL --out OUT --seeds 0..9223372036854775807", ["--seeds", "0..9223372036854775807", "at most 100000"] },
        { "run SMALL --out OUT --seeds 9223372036854775808", ["--seeds", "9223372036854775808"] },
        { "run SMALL --out OUT --set agents=2000000000", ["small.conf", "fedpg.agents", "2000000000", "memory", "this machine"] },
        {
            "run SMALL --out OUT --set local.horizon=1073741824 --set local.batch=1 --set local.estimator=expected",
            ["small.conf", "local.horizon", "1073741824"]
        },
        {
            "run SMALL --out OUT --set environment.type=synthetic --set environment.types=2147483647 --set agents=2147483647",
            ["environment", "2147483647 types", "memory"]
        },
        { "run SMALL --out OUT --set local.batch=1073741824 --set local.horizon=2", ["small.conf", "local.batch"] },
        {
            "run SMALL --out OUT --set server.mode=malenia --set faults.straggler.slowness=[1e-9,1e9]",
            ["small.conf", "server.mode", "step 1 with more than", "faults.straggler"]
        },
        { "run SMALL --out OUT --set rounds=1,000", ["fedpg.rounds", "found 1,000"] },
        { "run SMALL --out SMALL/below", ["--out", "small.conf", "a file on its way", "folders"] },
        { "run SMALL --out LONG", ["--out", "300 bytes", "at most 200"] },
        { "run SMALL --out EMPTY", ["--out", "found no name"] },
        { "run SMALL SMALL --out OUT", ["two experiments with that name"] },
        { "run SMALL --out OUT --fast", ["--fast: unknown option", "the nearest is --set"] },
        { "run SMALL --out OUT --seed 5", ["--seed: unknown option", "the nearest is --seeds", "fedpg run --help"] },
        { "run SMALL --out OUT --seed=5", ["--seed: unknown option", "the nearest is --seeds"] },
        { "run SMALL --out OUT --hepl", ["--hepl: unknown option", "the nearest is --help"] },
        { "run --out OUT --varaint x SMALL", ["--varaint: unknown option", "the nearest is --variant"] },
        { "run -- --seed", ["--seed", "no such file"] },
        { "--hepl", ["--hepl: unknown option", "the nearest is --help", "'fedpg --help'"] },
        { "report OUT --ot x", ["--ot: unknown option", "the nearest is --out"] },
        { "describe SMALL --jsn", ["--jsn: unknown option", "the nearest is --json"] },
        { "evaluate --mpd MDP --policy POLICY", ["--mpd: unknown option", "the nearest is --mdp"] },
        { "node --seed-nodes here:1", ["--seed-nodes: unknown option", "the nearest is --seed-node"] },
        { "rnu SMALL", ["rnu: unknown command", "the nearest is run"] },
        { "run SMALL --out OUT --variant x", ["--variant x", "small.conf", "it has no variants"] },
        { "run TWO --out OUT --variant x", ["--variant x", "two.conf has no such variant", "the nearest is a (of a, b)"] },
        { "run TWO --out OUT --variant a --variant bb", ["--variant bb", "the nearest is b"] },
        {
            "run TWO --out OUT --set fedpg.algorithm=fedq",
            ["fedpg.algorithm", "every variant sets (a, b)", "--set variants.NAME.algorithm=…"]
        },
        {
            "run TWO --out OUT --set local.batch=3",
            ["fedpg.local.batch", "every variant sets (a, b)", "--set variants.NAME.sweep.local.batch=[…]"]
        },
        { "run TWO --out OUT --set local.steps=3", ["fedpg.local.steps", "a setting that is swept", "--set sweep.local.steps=[…]"] },
        { "run SMALL --out OUT --resume --overwrite", ["--resume and --overwrite", "one of them"] },
        { "run SMALL --out OUT --config nothing.conf", ["nothing.conf", "no such file", "cluster settings"] },
        { "run SMALL --out OUT --set runtime.mode=cluster --set runtime.port=0 --config MDP", ["good.mdp.json"] },
        { "node", ["seed-nodes", "none", "--seed-node HOST:PORT"] },
        { "node --seed-node nowhere", ["'nowhere'", "HOST:PORT"] },
        { "node --seed-node here:70000", ["'here:70000'", "HOST:PORT"] },
        { "node --role king --seed-node here:1", ["--role", "'king'", "agents or server"] },
        { "node --role server --extension nothing.dll", ["nothing.dll", "no such file", "an assembly"] },
        { "node --port 70000", ["--port", "70000", "65535"] },
        { "node --threads -1", ["--threads", "-1", "1024"] },
        { "node --port 1,000 --seed-node here:1", ["--port", "1,000", "65535"] },
        { "node --threads 1,0 --seed-node here:1", ["--threads", "1,0", "1024"] },
        { "walk SMALL", ["walk: unknown command"] },
        { "describe --mdp MDP --set rounds=3", ["--set", "rounds=3", "experiment FILE"] },
        { "describe --mdp HALF", ["half.mdp.json", "environment 0, name", "\\ud800", "surrogate"] },
        { "describe", ["describe", "neither", "--mdp"] },
        { "describe SMALL --mdp MDP", ["describe", "both"] },
        { "describe --mdp nothing.json", ["nothing.json", "no such file"] },
        { "evaluate --mdp MDP", ["--policy"] },
        { "evaluate --mdp MDP --policy POLICY --horizon 0", ["--horizon", "found 0", "at least 1"] },
        { "evaluate --mdp MDP --policy POLICY --horizon abc", ["abc", "--horizon"] },
        { "evaluate --mdp MDP --policy POLICY --temperature -1", ["--temperature", "found -1", "at least 0"] },
        { "evaluate --mdp MDP --policy POLICY --temperature NaN", ["--temperature", "found NaN", "finite"] },
        { "evaluate --mdp MDP --policy MDP", ["format", "fedpg-mdp/1", "fedpg-policy/1"] },
        { "evaluate --mdp MDP --policy POLICY --temperature 0,5", ["--temperature", "found 0,5", "such as 0.5"] },
        { "evaluate --mdp MDP --policy POLICY --horizon 1,000", ["--horizon", "found 1,000", "integer"] },
        { "evaluate --mdp MDP --policy POLICY --horizon 2147483647", ["--horizon", "2147483647", "at most 134217727"] },
        { "report nowhere", ["nowhere"] },
        { "report nowhere --out EMPTY", ["--out", "found no name"] },
        { "report nowhere --out LONG", ["--out", "300 bytes", "at most 200"] },
        { "report nowhere --out SMALL/page.html", ["--out", "small.conf", "a file on its way"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_bad_command_line_is_one_line(string line, string[] parts)
    {
        var names = new Dictionary<string, string>
        {
            ["MDP"] = Write("good.mdp.json", Mdp),
            ["POLICY"] = Write("good.policy.json", Policy),
            ["SMALL"] = Small(),
            ["TWO"] = Write("two.conf", TwoVariants),
            ["OUT"] = Path("out"),
            ["HALF"] = Write("half.mdp.json", Mdp.Replace("e0", "\\ud800", StringComparison.Ordinal)),
            ["LONG"] = new string('a', 300),
            ["EMPTY"] = "",
            ["SMALL/below"] = System.IO.Path.Combine(Small(), "below"),
            ["SMALL/page.html"] = System.IO.Path.Combine(Small(), "page.html"),
        };
        await ShouldBeRefusedAsync([.. line.Split(' ').Select(word => names.GetValueOrDefault(word, word))], parts);
    }

    [Fact]
    public async Task A_folder_that_another_run_writes_to_is_refused()
    {
        (await Tool.RunAsync("run", Small(), "--out", Path("out"), "--quiet")).Code.ShouldBe(0);
        using var other = new FileStream(Path("out", ".fedpg-lock"), FileMode.Create, FileAccess.Write, FileShare.None);
        var tool = await Tool.RunAsync("run", Small(), "--out", Path("out"), "--overwrite");
        tool.Code.ShouldBe(2);
        tool.ErrorLines.Single().ShouldContain("another experiment is writing to");
    }
}

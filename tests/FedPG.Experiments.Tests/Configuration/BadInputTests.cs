using FedPG.Experiments.Configuration;

namespace FedPG.Experiments.Tests.Configuration;

public class BadInputTests
{
    // Each row: the text of x.conf (under fedpg { … } when it is indented), then parts of the one line it must give.
    public static TheoryData<string, string[]> Files => new()
    {
        { "  local.steps = 0", ["x.conf: fedpg.local.steps: found 0; accepted: an integer of at least 1"] },
        { "  local.steps = 2.5", ["fedpg.local.steps: found 2.5;", "an integer"] },
        { "  local.batch = 20.0", ["fedpg.local.batch: found 20.0;", "an integer"] },
        { "  rounds = abc", ["fedpg.rounds: found abc; accepted: an integer of at least 1"] },
        { "  rounds = 99999999999", ["fedpg.rounds: found 99999999999;", "at most 2147483647"] },
        { "  rounds = \"\"", ["fedpg.rounds: found an empty string;"] },
        { "  rounds = null", ["fedpg.rounds: found null;"] },
        { "  rounds = [10]", ["fedpg.rounds: found [10];", "an integer"] },
        { "  rounds { a = 1 }", ["fedpg.rounds: found a section { a };", "an integer"] },
        { "  local = 5", ["fedpg.local: found 5;", "a section"] },
        { "  local = [1, 2]", ["fedpg.local: found [1, 2];", "a section"] },
        { "  local.step-size = NaN", ["fedpg.local.step-size: found NaN;", "a finite number above 0"] },
        { "  local.step-size = Infinity", ["fedpg.local.step-size: found Infinity;"] },
        { "  local.step-size = 1e400", ["fedpg.local.step-size: found 1e400;"] },
        { "  local.step-size = 0", ["found 0;", "a finite number above 0"] },
        { "  local.step-size = \"1,5\"", ["found 1,5;", "a finite number"] },
        {
            "  local.estimator = exactly",
            ["fedpg.local.estimator: found exactly; accepted: exact, exact-critic, expected or sampled (the nearest is exact)"]
        },
        { "  local.stpes = 5", ["x.conf: fedpg.local.stpes: unknown key; the nearest known one is fedpg.local.steps"] },
        { "  horizon = 5", ["fedpg.horizon: unknown key; the nearest known one is fedpg.local.horizon"] },
        { "  seed = 5", ["fedpg.seed: unknown key; the nearest known one is fedpg.seeds"] },
        { "  \"a.b\" = 5", ["fedpg.\"a.b\": unknown key"] },
        { "  discount = 1", ["fedpg.discount: found 1; accepted: from-environment or a number between 0 and 1, both excluded"] },
        { "  discount = from-enviroment", ["fedpg.discount: found from-enviroment;", "from-environment or"] },
        { "  entropy.threshold = 1.5", ["fedpg.entropy.threshold: found 1.5; accepted: none, safe, theory or a probability"] },
        { "  entropy.temperature = -1", ["fedpg.entropy.temperature: found -1;", "at least 0"] },
        { "  policy.period = 65", ["fedpg.policy.period: found 65; accepted: an integer from 1 to 64"] },
        {
            "  agents = 2147483647\n  environment { type = garnet\n types = 2147483647 }",
            ["x.conf: fedpg.environment: found 2147483647 types"]
        },
        { "  agents = 1", ["fedpg.agents: found 1; accepted: at least 2, the number of types of the environment"] },
        { "  algorithm = s-fedgp", ["fedpg.algorithm: found s-fedgp;", "the nearest is s-fedpg"] },
        { "  environment.type = sinthetic", ["fedpg.environment.type: found sinthetic;", "the nearest is synthetic"] },
        { "  environment.kapa = 0.1", ["fedpg.environment.kapa: unknown key; the nearest known one is fedpg.environment.kappa"] },
        { "  environment { type = synthetic\n kappa = 0.1 }", ["fedpg.environment.kappa: unknown key"] },
        { "  environment { type = grid\n start = [1] }", ["x.conf: fedpg.environment.start: found 1 numbers;"] },
        { "  environment { type = grid\n walls = [1, 1] }", ["fedpg.environment.walls: found [1, 1];", "a list of lists"] },
        { "  environment { type = grid\n walls = [[1, 1.5]] }", ["fedpg.environment.walls: found [[1, 1.5]];"] },
        { "  environment { type = grid\n disjoint = maybe }", ["fedpg.environment.disjoint: found maybe; accepted: true or false"] },
        { "  environment { type = huge }", ["x.conf: fedpg.environment: found an environment that does not fit into memory"] },
        { "  environment = synthetic", ["fedpg.environment: found synthetic;", "a section"] },
        { "  environment { type = [a] }", ["fedpg.environment.type: found [a];"] },
        { "  environment.type = file", ["fedpg.environment.path: found nothing; accepted: the path of an MDP file"] },
        { "  environment { type = file\n path = no.json }", ["x.conf: fedpg.environment:", "no.json: found no such file"] },
        { "  seeds = []", ["fedpg.seeds: found an empty list;", "distinct integers"] },
        { "  seeds = [1, 1]", ["fedpg.seeds: found [1, 1];"] },
        { "  seeds = [-1]", ["fedpg.seeds: found [-1];"] },
        { "  seeds = 3", ["fedpg.seeds: found 3;", "a list"] },
        { "  name = \"../x\"", ["fedpg.name: found ../x;", "letters"] },
        { "  name = \"a\\nb\"", ["fedpg.name: found a b;"] },
        { "  server.participation = 0", ["x.conf: fedpg.server.participation: found 0; accepted: a number above 0 and at most 1"] },
        { "  server.participation = all", ["fedpg.server.participation: found all;"] },
        { "  server.quorum = 1.5", ["fedpg.server.quorum: found 1.5; accepted: a number above 0 and at most 1"] },
        { "  server.deadline = -1", ["fedpg.server.deadline: found -1; accepted: none or a finite number above 0"] },
        { "  server.deadline = 0", ["fedpg.server.deadline: found 0;"] },
        { "  server.late-updates = keep", ["fedpg.server.late-updates: found keep; accepted: discard or next-round"] },
        { "  faults.dropout.probability = -0.1", ["fedpg.faults.dropout.probability: found -0.1; accepted: a number from 0 to 1"] },
        { "  faults.dropout.absence = poisson", ["fedpg.faults.dropout.absence: found poisson; accepted: geometric or fixed"] },
        { "  faults.dropout.mean-absence = 0.5", ["fedpg.faults.dropout.mean-absence: found 0.5; accepted: a number from 1 to 100000"] },
        {
            "  faults.dropout.scheduled = [[0, 1]]",
            [
                "fedpg.faults.dropout.scheduled: found [[0, 1]]; accepted: a list of [first agent, last agent, first round, last round], "
                    + "agents from 0 and rounds from 1"
            ]
        },
        { "  faults.dropout.scheduled = [[0, 1, 0, 5]]", ["fedpg.faults.dropout.scheduled: found [[0, 1, 0, 5]];"] },
        { "  faults.dropout.scheduled = [[3, 1, 1, 5]]", ["fedpg.faults.dropout.scheduled: found [[3, 1, 1, 5]];"] },
        { "  faults.dropout.scheduled = [[0, 1, 5, 4]]", ["fedpg.faults.dropout.scheduled: found [[0, 1, 5, 4]];"] },
        { "  faults.dropout.scheduled = [0, 1, 1, 5]", ["fedpg.faults.dropout.scheduled: found [0, 1, 1, 5];", "a list of"] },
        { "  faults.crash.probability = 1", ["fedpg.faults.crash.probability: found 1; accepted: a number from 0 to 0.99"] },
        { "  faults.crash.recovery = again", ["fedpg.faults.crash.recovery: found again; accepted: retry or lose-round"] },
        { "  faults.crash.max-restarts = -1", ["fedpg.faults.crash.max-restarts: found -1; accepted: an integer of at least 0"] },
        { "  faults.crash.within = soon", ["fedpg.faults.crash.within: found soon; accepted: a duration above 0"] },
        { "  faults.crash.within = 0s", ["fedpg.faults.crash.within: found 0s; accepted: a duration above 0"] },
        { "  runtime.watchdog = 0s", ["fedpg.runtime.watchdog: found 0s; accepted: off or a duration above 0"] },
        {
            "  faults.straggler.slowness = [0]",
            ["fedpg.faults.straggler.slowness: found [0]; accepted: a list of numbers from 1E-09 to 1000000000"]
        },
        { "  faults.straggler.slowness = 2", ["fedpg.faults.straggler.slowness: found 2;", "a list"] },
        { "  faults.straggler.speed-spread = 11", ["fedpg.faults.straggler.speed-spread: found 11; accepted: a number from 0 to 10"] },
        { "  faults.straggler.slow-fraction = 2", ["fedpg.faults.straggler.slow-fraction: found 2;"] },
        {
            "  faults.straggler.slow-factor = 0",
            ["fedpg.faults.straggler.slow-factor: found 0; accepted: a number from 1E-09 to 1000000000"]
        },
        { "  faults.straggler.delay-probability = NaN", ["fedpg.faults.straggler.delay-probability: found NaN;"] },
        { "  faults.straggler.mean-delay = -1", ["fedpg.faults.straggler.mean-delay: found -1; accepted: a number from 0 to 1000000000"] },
        { "  faults.network.loss = 1", ["fedpg.faults.network.loss: found 1; accepted: a number from 0 to 0.99"] },
        { "  faults.dropuot.probability = 0.5", ["fedpg.faults.dropuot: unknown key; the nearest known one is fedpg.faults.dropout"] },
        { "  checkpoint.every = 0", ["fedpg.checkpoint.every: found 0; accepted: an integer of at least 1"] },
        { "  runtime.min-nodes = 0", ["fedpg.runtime.min-nodes: found 0; accepted: an integer of at least 1"] },
        { "  runtime.mode = swarm", ["fedpg.runtime.mode: found swarm; accepted: sequential, in-process or cluster"] },
        { "  runtime.port = -1", ["found -1; accepted: an integer from 0 to 65535"] },
        {
            "  variants { a { local.stpes = 5 } }",
            ["fedpg.variants.a.local.stpes: unknown key; the nearest known one is fedpg.variants.a.local.steps"]
        },
        { "  variants { a { local.steps = 0 } }", ["x.conf: fedpg.variants.a.local.steps: found 0;"] },
        { "  variants { \"a b\" { local.steps = x } }", ["fedpg.variants.\"a b\".local.steps: found x;"] },
        {
            "  variants { a { seeds = [1] } }",
            ["fedpg.variants.a.seeds: found seeds; accepted: any key of fedpg but name, seeds, report or variants"]
        },
        { "  variants { a = 3 }", ["fedpg.variants.a: found 3;", "a section"] },
        { "  variants = 3", ["fedpg.variants: found 3;"] },
        { "  variants { a { agents = 1 } }", ["fedpg.variants.a.agents: found 1; accepted: at least 2"] },
        { "  variants { a { environment { type = synthetic\n kappa = 1 } } }", ["fedpg.variants.a.environment.kappa: unknown key"] },
        { "  sweep { local.stpes = [5] }", ["fedpg.sweep.local.stpes: unknown key; the nearest known one is fedpg.sweep.local.steps"] },
        { "  sweep { \"local.steps\" = [1, 0] }", ["x.conf: fedpg.sweep.local.steps: found 0;"] },
        { "  sweep { \"local.steps\" = 5 }", ["fedpg.sweep.local.steps: found 5;", "a list"] },
        { "  sweep { \"local.steps\" = [] }", ["fedpg.sweep.local.steps: found an empty list;"] },
        { "  sweep { \"local.steps\" = [5, 5] }", ["found [5, 5];", "distinct values"] },
        { "  sweep { \"local.steps\" = [[5]] }", ["found [[5]];"] },
        { "  sweep { \"local.steps\" = [5]\n local.steps = [6] }", ["fedpg.sweep: found local.steps twice;"] },
        { "  sweep { seeds = [0] }", ["fedpg.sweep.seeds: found seeds;", "a setting of a run"] },
        { "  sweep { \"local..steps\" = [5] }", ["the path of a setting"] },
        { "  sweep = 4", ["fedpg.sweep: found 4;"] },
        {
            "  sweep { agents = [2, 3] }\n  variants { a { agents = 4 } }",
            ["fedpg.variants.a.agents: found a setting that is swept as well"]
        },
        {
            "  sweep { agents = [2, 3] }\n  variants { a { sweep { agents = [4] } } }",
            ["fedpg.variants.a.sweep.agents: found a setting that is swept as well"]
        },
        { "  variants { a { agents = 4\n sweep { agents = [4] } } }", ["fedpg.variants.a.agents: found a setting that is swept as well"] },
        { "  variants { a { sweep { local.stpes = [4] } } }", ["fedpg.variants.a.sweep.local.stpes: unknown key"] },
        { "  variants { a { report.question = x } }", ["fedpg.variants.a.report: found report; accepted: any key of fedpg but"] },
        { "  local-budget = 12", ["fedpg.local-budget: found 12; accepted: none or a multiple of local.steps, here 5,"] },
        { "  local-budget = 0", ["fedpg.local-budget: found 0; accepted: none or an integer of at least 1"] },
        { "  report.analysis = guess", ["fedpg.report.analysis: found guess; accepted: one of action-space, breaking-point,"] },
        { "  report.gaps = [0.1, 1]", ["fedpg.report.gaps: found [0.1, 1]; accepted: a list of numbers above 0 and below 1"] },
        { "  report.gasp = [0.1]", ["fedpg.report.gasp: unknown key; the nearest known one is fedpg.report.gaps"] },
        { "  policy.initial-logit = 1000", ["fedpg.policy.initial-logit: found 1000; accepted: a number from -100 to 100"] },
        { "fedpg {\n  rounds = 1", ["x.conf: line 1: found a '{' that is never closed"] },
        { "fedpg {\n  rounds = 1\n}\n}", ["x.conf: line 4: found an unmatched '}'"] },
        { "fedpg {\n  seeds = [0, 1\n}", ["x.conf: line 3: found no value for seeds"] },
        { "fedpg {\n  seeds = [0, 1}]\n}", ["x.conf: line 2: found '}]' in the list seeds"] },
        { "fedpg {\n  rounds =\n}", ["x.conf: line 2: found no value for rounds"] },
        { "fedpg {\n  rounds\n  agents = 2\n}", ["x.conf: line 2: found the key rounds without a value"] },
        { "fedpg {\n  rounds = 1 agents = 2\n}", ["x.conf: line 2: found '=' in the value of rounds; accepted: one key per line"] },
        { "fedpg {\n  rounds == 1\n}", ["x.conf: line 2:", "'='"] },
        { "fedpg {\n  seeds += 1\n}", ["x.conf: line 2: found '+=' after the key seeds"] },
        { "fedpg {\n rounds = 3\n\f agents = 2\n}", ["x.conf: line 3: found the control character U+000C"] },
        { "fedpg {\n rounds = 3\n\u0085 agents = 2\n}", ["x.conf: line 3: found the control character U+0085"] },
        { "fedpg {\n rounds = 3\n\u2028 agents = 2\n}", ["x.conf: line 3: found '"] },
        { "fedpg {\n name = \"\\ud800\"\n}", ["x.conf: fedpg.name: found half of a surrogate pair"] },
        { "fedpg {\n variants { \"\\udc00\" {} }\n}", ["x.conf: fedpg.variants: found half of a surrogate pair"] },
        { "fedpg {\n local.step-size = \"0,5\"\n}", ["x.conf: fedpg.local.step-size: found 0,5; accepted: a finite number"] },
        { "fedpg {\n rounds = \"1,000\"\n}", ["x.conf: fedpg.rounds: found 1,000; accepted: an integer"] },
        { "fedpg {\n seeds = [\"1,0\"]\n}", ["x.conf: fedpg.seeds: found [1,0]"] },
        { "fedpg {\n runtime.watchdog = 1000000d\n}", ["x.conf: fedpg.runtime.watchdog: found 1000000d", "at most 24d"] },
        { "fedpg {\n runtime.watchdog = \"1,5 s\"\n}", ["x.conf: fedpg.runtime.watchdog: found 1,5 s"] },
        { "fedpg {\n  name = \"abc\n}", ["x.conf: line 2:", "is not closed"] },
        { "fedpg {\n  name = \"a\\qc\"\n}", ["x.conf: line 2: found the escape '\\q'"] },
        { "fedpg {\n  name = \"a\\\n}", ["x.conf: line 2: found a '\\' at the end of a line; accepted: "] },
        { "fedpg {\n  name = \"a\\", ["x.conf: line 2: found a '\\' at the end of a line; accepted: "] },
        { "fedpg {\n  rounds = 5 }\n  = 3", ["x.conf: line 3: found '= 3'; accepted: a key"] },
        { "fedpg { rounds = ${nothing} }", ["x.conf: found ${nothing};", "a key that this file sets"] },
        { "fedpg { rounds = ${?nothing} }", ["x.conf: line 1: found '${?nothing} }'"] },
        { "fedpg { rounds = ${fedpg.agents}\n agents = ${fedpg.rounds} }", ["x.conf:", "circular"] },
        { "fedpg { local { steps = 2 }\n entropy = ${fedpg.local} }", ["x.conf: found ${fedpg.local}, a section"] },
        { "include \"y.conf\"\nfedpg {}", ["x.conf: line 1", "y.conf: found no such file"] },
        { "fedpg { rounds = 1 \0 }", ["x.conf: line 1: found the control character U+0000"] },
        { "", ["x.conf: found no section fedpg"] },
        { "fedpg = 3", ["x.conf: fedpg: found 3;", "a section"] },
        { "fedgp { rounds = 1 }", ["x.conf: fedgp: unknown key; the nearest known one is fedpg"] },
        { "rounds = 1", ["x.conf: rounds: unknown key"] },
        { "[1, 2]", ["x.conf: line 1: found '[1, 2]'"] },
        { "{\"fedpg\": }", ["x.conf: line 1: found no value for \"fedpg\""] },
    };

    public static TheoryData<string[], string[]> Settings => new()
    {
        { ["rounds=0"], ["--set rounds=0: fedpg.rounds: found 0; accepted: an integer of at least 1"] },
        { ["fedpg.rounds=abc"], ["--set fedpg.rounds=abc: fedpg.rounds: found abc;"] },
        { ["local.stpes=3"], ["--set local.stpes=3: fedpg.local.stpes: unknown key; the nearest known one is fedpg.local.steps"] },
        { ["rounds=1", "fedpg.rounds=2"], ["--set: found rounds twice"] },
        { ["rounds"], ["--set rounds: found no '='; accepted: KEY=VALUE"] },
        { [""], ["--set", "no '='"] },
        { ["rounds="], ["--set rounds=: found no value"] },
        { ["=3"], ["--set =3: found no key"] },
        { ["lo cal=3"], ["--set lo cal=3: found 'lo cal'"] },
        { ["seeds=[1"], ["--set seeds=[1: line 1: found a '[' that is never closed"] },
        { ["seeds=[]"], ["fedpg.seeds: found an empty list"] },
        { ["rounds=1\nagents=2"], ["more than one line"] },
        { ["local=3"], ["fedpg.local: found 3;", "a section"] },
        { ["local.steps=3", "sweep.local.steps=[1,2]"], ["--set local.steps=3: fedpg.local.steps: found a setting that is swept"] },
        { ["environment.type=nowhere"], ["fedpg.environment.type: found nowhere;"] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_bad_file_gives_one_clear_line(string text, string[] parts)
    {
        using var folder = new Folder();
        string file = text.StartsWith(' ') ? $"fedpg {{\n  environment.type = plain\n{text}\n}}\n" : text;
        ShouldGive(() => folder.Read(file), parts);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_bad_override_gives_one_clear_line(string[] set, string[] parts)
    {
        using var folder = new Folder();
        ShouldGive(() => folder.Read("fedpg { environment.type = plain }", set), parts);
    }

    [Fact]
    public void Bad_seeds_of_the_command_line_give_one_clear_line()
    {
        using var folder = new Folder();
        string path = folder.Write("x.conf", "fedpg {}");
        var reader = new ExperimentReader(Worlds.Catalogue);
        ShouldGive(() => reader.Read(path, [], [1, 1]), ["--seeds: fedpg.seeds: found [1, 1];"]);
        ShouldGive(() => reader.Read(path, [], []), ["--seeds: fedpg.seeds: found an empty list;"]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_gives_one_clear_line()
    {
        using var folder = new Folder();
        string binary = Path.Combine(folder.Path, "binary.conf");
        File.WriteAllBytes(binary, [0xC3, 0x28, 0xFF]);
        ShouldGive(() => Folder.ReadFile(Path.Combine(folder.Path, "no.conf")), ["no.conf: found no such file", "an experiment file"]);
        ShouldGive(() => Folder.ReadFile(folder.Path), [folder.Path, "found a folder", "an experiment file"]);
        ShouldGive(() => Folder.ReadFile(binary), ["binary.conf: found bytes that are not UTF-8"]);
        ShouldGive(() => Folder.ReadFile(""), ["found no name"]);
    }

    [Fact]
    public void Deep_nesting_gives_one_clear_line_instead_of_a_stack_overflow()
    {
        using var folder = new Folder();
        ShouldGive(() => folder.Read(string.Concat(Enumerable.Repeat("a {", 100_000))), ["x.conf: line 1:", "levels of brackets"]);
        ShouldGive(() => folder.Read("a = " + new string('[', 100_000)), ["x.conf: line 1:", "levels of brackets"]);
    }

    [Fact]
    public void Too_many_runs_give_one_clear_line()
    {
        using var folder = new Folder();
        string axes = string.Concat("local.steps local.batch local.horizon rounds agents".Split(' ')
            .Select(key => $"    {key} = [{string.Join(", ", Enumerable.Range(2, 50))}]\n"));
        ShouldGive(
            () => folder.Read($"fedpg {{\n  sweep {{\n{axes}  }}\n}}"),
            ["x.conf: fedpg: found 312500000 settings (variants × points of the sweep); accepted: at most 2000"]);
    }

    internal static void ShouldGive(Func<object> action, string[] parts)
    {
        string line = Should.Throw<SpecificationException>(action).Message;
        foreach (string part in parts) line.ShouldContain(part, Case.Sensitive);
        line.ShouldNotContain("\n");
        line.ShouldNotContain("\0");
    }
}

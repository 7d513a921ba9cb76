using static FedPG.Experiments.Tests.Configuration.Refusal;

namespace FedPG.Experiments.Tests.Configuration;

public class BadSettingTests
{
    // Each row: lines of the section fedpg of x.conf, then parts of the one line it must give.
    public static TheoryData<string, string[]> Settings => new()
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
        { "  discount = 1.1", ["fedpg.discount: found 1.1; accepted: from-environment or a number above 0 and at most 1"] },
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
        { "  server.asynchronous.buffer = 2000000000", ["fedpg.server.asynchronous.buffer: found 2000000000;", "from 1 to 1048576"] },
        { "  report.analysis = guess", ["fedpg.report.analysis: found guess; accepted: one of action-dimensions, action-space,"] },
        { "  report.gaps = [0.1, 1]", ["fedpg.report.gaps: found [0.1, 1]; accepted: a list of numbers above 0 and below 1"] },
        { "  report.gasp = [0.1]", ["fedpg.report.gasp: unknown key; the nearest known one is fedpg.report.gaps"] },
        { "  policy.initial-logit = 1000", ["fedpg.policy.initial-logit: found 1000; accepted: a number from -100 to 100"] },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_bad_setting_gives_one_clear_line(string lines, string[] parts)
    {
        using var folder = new Folder();
        ShouldGive(() => folder.Read($"fedpg {{\n  environment.type = plain\n{lines}\n}}\n"), parts);
    }
}

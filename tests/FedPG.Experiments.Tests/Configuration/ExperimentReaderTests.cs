using FedPG.Actors.Options;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Files;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Configuration;

public sealed class ExperimentReaderTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_without_keys_is_one_run_with_the_defaults()
    {
        var experiment = _folder.Read("fedpg {\n}\nakka { loglevel = DEBUG }");
        var run = experiment.Runs.ShouldHaveSingleItem();
        (experiment.Name, run.Run, run.Variant, run.Seed).ShouldBe(("experiment", "s-fedpg-seed0", "s-fedpg", 0));
        run.Settings.Discount.ShouldBeNull();
    }

    [Fact]
    public void Every_kind_of_value_is_bound()
    {
        var settings = _folder.Read(
            """
            fedpg {
              rounds = 7
              discount = 0.5
              local { step-size = 1e-3, estimator = expected }
              entropy.threshold = 0.01
              q-learning.update = as-published
              runtime { mode = sequential, edge-size = 4 }
              environment {
                type = grid
                walls = [[0, 1], [2, 2]]
                start = [1, 1]
                disjoint = on
              }
            }
            """).Runs.Single().Settings;
        (settings.Rounds, settings.Discount, settings.Local.StepSize).ShouldBe((7, 0.5, 1e-3));
        settings.Local.Estimator.ShouldBe(GradientEstimator.Expected);
        settings.Entropy.Threshold.ShouldBe(ImprovementThreshold.Of(0.01));
        settings.QLearning.Update.ShouldBe(QLearningUpdate.AsPublished);
        (settings.Runtime.Mode, settings.Runtime.EdgeSize).ShouldBe((RuntimeMode.Sequential, 4));
        var grid = settings.Environment.ShouldBeOfType<GridWorld>();
        grid.Walls.ShouldBe([[0, 1], [2, 2]]);
        grid.Start.ShouldBe([1, 1]);
        grid.Disjoint.ShouldBeTrue();
    }

    [Fact]
    public void The_command_line_lies_over_the_file_and_the_file_over_the_reference()
    {
        string path = _folder.Write("x.conf", "fedpg {\n  rounds = 5\n  local.steps = 7\n  seeds = [1]\n}");
        var experiment = new ExperimentReader(Worlds.Catalogue)
            .Read(path, ["fedpg.local.steps=9", "name=a b", "environment={ type = plain }"], [3, 4]);
        var settings = experiment.Runs[0].Settings;
        (settings.Rounds, settings.Local.Steps, settings.Local.Batch, experiment.Name).ShouldBe((5, 9, 20, "a b"));
        settings.Environment.ShouldBeOfType<PlainWorld>();
        experiment.Seeds.ShouldBe([3L, 4L]);
    }

    [Fact]
    public void Runs_are_variants_times_the_grid_of_the_sweep_times_seeds_in_file_order()
    {
        var experiment = _folder.Read(
            """
            fedpg {
              seeds = [0, 7]
              variants {
                plain { algorithm = s-fedpg }
                "with entropy" { algorithm = rs-fedpg }
              }
              sweep {
                "local.steps" = [5, 1]
                fedpg.environment.kappa = [0.25]
              }
            }
            """, "environment.type=plain");
        experiment.Runs.Select(run => run.Run).ShouldBe(
        [
            "plain-local.steps=5-environment.kappa=0.25-seed0",
            "plain-local.steps=5-environment.kappa=0.25-seed7",
            "plain-local.steps=1-environment.kappa=0.25-seed0",
            "plain-local.steps=1-environment.kappa=0.25-seed7",
            "with_entropy-local.steps=5-environment.kappa=0.25-seed0",
            "with_entropy-local.steps=5-environment.kappa=0.25-seed7",
            "with_entropy-local.steps=1-environment.kappa=0.25-seed0",
            "with_entropy-local.steps=1-environment.kappa=0.25-seed7",
        ]);
        experiment.Runs[5].Variant.ShouldBe("with entropy local.steps=5 environment.kappa=0.25");
        experiment.Runs[6].Settings.Local.Steps.ShouldBe(1);
        experiment.Runs[6].Settings.Algorithm.ShouldBe("rs-fedpg");
        experiment.Runs.ShouldAllBe(run => ((PlainWorld)run.Settings.Environment).Kappa == 0.25);
        experiment.Variants.ShouldBe(["plain", "with entropy"]);
        experiment.Sweep.Select(axis => axis.Path).ShouldBe(["local.steps", "environment.kappa"]);
    }

    [Fact]
    public void A_variant_can_have_a_sweep_of_its_own()
    {
        var experiment = _folder.Read(
            "fedpg {\n variants {\n a {}\n b { sweep { local.steps = [1, 2] } }\n }\n sweep { agents = [2, 3] }\n}");
        experiment.Runs.Select(run => run.Variant).ShouldBe(
            [
                "a agents=2", "a agents=3", "b agents=2 local.steps=1", "b agents=2 local.steps=2", "b agents=3 local.steps=1",
                "b agents=3 local.steps=2",
            ]);
        experiment.Runs.Select(run => run.Settings.Local.Steps).ShouldBe([5, 5, 1, 2, 1, 2]);
        experiment.Runs[3].Point.Select(value => value.Setting).ShouldBe(["agents", "local.steps"]);
    }

    [Fact]
    public void A_budget_of_local_steps_is_divided_among_the_rounds() =>
        _folder.Read("fedpg {\n local-budget = 40\n sweep { local.steps = [1, 5, 20] }\n}").Runs.Select(run => run.Settings.Rounds)
            .ShouldBe([40, 8, 2]);

    [Fact]
    public void What_an_experiment_asks_is_read_once_for_all_runs()
    {
        var report = _folder.Read("fedpg {\n report {\n question = \"Why?\"\n analysis = speed-up\n gaps = [0.5]\n }\n}").Report;
        (report.Question, report.Analysis).ShouldBe(("Why?", "speed-up"));
        report.Gaps.ShouldBe([0.5]);
    }

    [Fact]
    public void Names_that_would_share_a_folder_are_made_distinct() =>
        _folder.Read("fedpg { variants {\n \"a b\" {}\n a_b {}\n A_B {}\n \"..\" {}\n} }").Runs.Select(run => run.Run)
            .ShouldBe(["a_b-seed0", "a_b_2-seed0", "A_B_3-seed0", "_.-seed0"]);

    [Fact]
    public void A_swept_algorithm_names_the_runs() =>
        _folder.Read("fedpg { sweep { algorithm = [fedq, s-fedpg] } }").Runs.Select(run => (run.Run, run.Variant))
            .ShouldBe([("fedq-seed0", "fedq"), ("s-fedpg-seed0", "s-fedpg")]);

    [Fact]
    public void A_variant_that_changes_the_environment_starts_from_the_new_ones_defaults()
    {
        var runs = _folder.Read(
            """
            fedpg {
              environment {
                type = synthetic
                states = 3
                types = 1
              }
              variants {
                same { environment.actions = 2 }
                other { environment { type = plain, kappa = 0.75 } }
              }
            }
            """).Runs;
        runs[0].Settings.Environment.ShouldBe(new SyntheticEnvironment { States = 3, Types = 1, Actions = 2 });
        runs[1].Settings.Environment.ShouldBe(new PlainWorld { Kappa = 0.75 });
    }

    [Fact]
    public void A_sweep_over_environments_builds_each() =>
        _folder.Read("fedpg {\n environment { type = plain, kappa = 0.1 }\n sweep { environment.type = [synthetic, plain] }\n}").Runs
            .Select(run => run.Settings.Environment).ShouldBe([new SyntheticEnvironment(), new PlainWorld { Kappa = 0.1 }]);

    [Fact]
    public void The_path_of_an_environment_file_is_relative_to_the_experiment_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        File.Copy("Data/oracles/challenging-mdp.mdp.json", Path.Combine(_folder.Path, "data", "a.mdp.json"));
        var experiment = _folder.Read("fedpg {\n  environment.type = file\n  sweep { environment.path = [data/a.mdp.json] }\n}");
        experiment.Runs[0].Settings.Environment.ShouldBe(new FileEnvironment { Path = Path.Combine(_folder.Path, "data", "a.mdp.json") });
        experiment.Runs[0].Variant.ShouldBe("s-fedpg environment.path=a.mdp.json");
        new EnvironmentCache().Get(experiment.Runs[0].Settings).ShouldBeOfType<EnvironmentSet>().States.ShouldBe(7);
    }

    [Fact]
    public void A_run_becomes_the_specification_of_its_federation()
    {
        var run = _folder.Read(
            "fedpg {\n  environment.type = synthetic\n  agents = 6\n  seeds = [5]\n  runtime.edge-size = 2\n  rounds = 9\n}").Runs.Single();
        var environments = new EnvironmentCache().Get(run.Settings);
        var federation = run.ToFederation(environments);
        federation.Environments.ShouldBeSameAs(environments);
        (federation.Agents, federation.Seed, federation.EdgeSize, federation.Rounds, federation.Algorithm)
            .ShouldBe((6, 5, 2, 9, "s-fedpg"));
    }

    [Fact]
    public void Every_experiment_of_the_repository_can_be_run()
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "FedPG.Actors.sln"))) root = Path.GetDirectoryName(root);
        string folder = Path.Combine(root.ShouldNotBeNull(), "hocon");
        // cluster.conf and cluster-tls.conf are settings of processes.
        string[] files =
        [
            .. Directory.GetFiles(folder, "*.conf", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).StartsWith("cluster", StringComparison.Ordinal)),
        ];
        files.ShouldNotBeEmpty();
        var environments = new EnvironmentCache();
        foreach (string file in files)
        {
            if (Path.GetFileName(file).StartsWith("cluster", StringComparison.Ordinal))
            {
                // Settings of processes are not experiments.
                ProcessReader.Read(file).Settings.Cluster.Tls.Enabled.ShouldBe(file.EndsWith("tls.conf", StringComparison.Ordinal));
                continue;
            }

            var experiment = new ExperimentReader(environments: environments).Read(file);
            new ExperimentRunner(experiment, environments).TotalRounds.ShouldBeGreaterThan(0, file);
            bool isAsked = Path.GetFileName(Path.GetDirectoryName(file)) is "paper" or "questions";
            if (isAsked) experiment.Report.Question.ShouldEndWith("?", customMessage: file);
        }
    }
}

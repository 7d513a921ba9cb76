using System.Collections.Immutable;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Each analysis on scores whose answer is known by hand. All start at J = 0 where the best stationary policy has 10.</summary>
public class AnalysisTests
{
    private const string Synthetic = "  environment.type = synthetic\n";

    [Fact]
    public void Every_analysis_that_an_experiment_can_ask_for_is_in_the_catalogue() =>
        AnalysisCatalogue.Names.ShouldBe(AnalysisNames.All);

    [Fact]
    public void Comparison_names_the_highest_and_its_chance()
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            $"  seeds = [0, 1, 2]\n  report.question = \"Which?\"\n  variants {{\n    low {{\n    }}\n    high {{\n      local.steps = 2\n    }}\n  }}",
            run => [0, run.Variant == "high" ? 9 : 1 + run.Seed]);
        answer.Agreement.ShouldBe(Agreement.Open);
        answer.Sentence.ShouldBe("high ends highest, at 9.0000 [9.0000, 9.0000], 1.00 [1.00, 1.00] below the best stationary policy found; a run of it beats one of low, the next, with probability 1.00 [1.00, 1.00].");
        Column(answer, "final objective").ShouldBe(["9.0000 [9.0000, 9.0000]", "2.0000 [1.0000, 3.0000]"]);
    }

    [Fact]
    public void A_failed_run_is_not_dropped()
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer("  seeds = [0, 1]\n  report.question = \"Which?\"", run => [0, run.Seed == 0 ? double.NaN : 5]);
        Column(answer, "failed").ShouldBe(["1"]);
        Column(answer, "final objective").ShouldBe(["−∞ [−∞, 5.0000]"]);
    }

    [Theory]
    [InlineData(1, Agreement.Agrees)]
    [InlineData(0.3, Agreement.Disagrees)]
    public void Speed_up_fits_the_exponents(double power, Agreement expected)
    {
        // η ∝ M: a gap of 10 % after 160/M^power rounds. At a common η noise leaves 4/M^power of what is regularised; without noise it is 2 less than 100.
        string configuration = Asked("speed-up", "gaps = [0.1]") + """
              rounds = 160
              evaluation.every = 1
              algorithm = rs-fedpg
              seeds = [0, 1, 2, 3]
              environment.type = synthetic
              variants {
                s2 {
                  agents = 2
                  local.step-size = 0.02
                }
                s4 {
                  agents = 4
                  local.step-size = 0.04
                }
                s16 {
                  agents = 16
                  local.step-size = 0.16
                }
                c {
                  local.step-size = 0.5
                  sweep {
                    agents = [2, 4, 16]
                  }
                }
                quiet {
                  local {
                    step-size = 0.5
                    estimator = expected
                  }
                }
              }
            """;
        using var experiment = new HandMadeExperiment { Regularized = run => run.Settings.Local.Estimator == GradientEstimator.Expected ? 50 : 50 - 4 / Math.Pow(run.Settings.Agents, power) };
        var answer = experiment.Answer(configuration, run =>
            [.. Enumerable.Range(0, 161).Select(round => round >= Math.Round(160 / Math.Pow(run.Settings.Agents, power)) ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(expected);
        if (power == 1) answer.Sentence.ShouldStartWith("With η ∝ M the rounds to a gap of 10 % fall as M^s with s = −1.00 [−1.00, −1.00]; at a common η the error that noise leaves falls with s = −1.00 [−1.00, −1.00].");
        answer.Table.Rows.Single(row => row[0] == "c agents=4")[^1].ShouldBe(power == 1 ? "1.00 [1.00, 1.00]" : "2.64 [2.64, 2.64]");
    }

    [Theory]
    [InlineData(9, 7, Agreement.Agrees)]
    [InlineData(7, 8, Agreement.Disagrees)]
    [InlineData(8, 8, Agreement.Inconclusive)]
    public void Heterogeneity_compares_with_the_best_deterministic_policy(double gradient, double fedq, Agreement expected)
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("heterogeneity") + "  seeds = [0, 1, 2]\n  sweep {\n    algorithm = [s-fedpg, fedq]\n  }", run => [0, run.Settings.Algorithm == "fedq" ? fedq : gradient]);
        answer.Agreement.ShouldBe(expected);
        Column(answer, "above best deterministic")[0].ShouldBe($"{Text(gradient - 8)} [{Text(gradient - 8)}, {Text(gradient - 8)}]");
    }

    [Theory]
    [InlineData(0.02, 0, Agreement.Agrees)]
    [InlineData(0, 0, Agreement.Disagrees)]
    [InlineData(0.02, 0.02, Agreement.Disagrees)]
    public void Local_steps_looks_for_a_bias_where_agents_differ_only(double biasWhereDifferent, double biasWhereEqual, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { Drift = run => run.Settings.Local.Steps * 0.5 };
        var answer = experiment.Answer(
            Asked("local-steps") + Synthetic + "  local-budget = 40\n  evaluation.every = 1\n  local.estimator = expected\n  sweep {\n    environment.epsilon-p = [0.0, 0.5]\n    local.steps = [1, 2, 4]\n  }",
            run => [0, 9.9 - (run.Settings.Local.Steps - 1) * (run.Point[0].Value == "0.5" ? biasWhereDifferent : biasWhereEqual)]);
        answer.Agreement.ShouldBe(expected);
        answer.Sentence.ShouldContain("drift 0.500 to 2.00 (exponent 1.00)");
        Column(answer, "rounds").ShouldBe(["40", "20", "10", "40", "20", "10"]);
    }

    [Theory]
    [InlineData(0, 2, Agreement.Agrees)]
    [InlineData(0, 0, Agreement.Disagrees)]
    [InlineData(2, 2, Agreement.Disagrees)]
    public void Byzantine_looks_for_a_price_of_robustness_where_agents_differ_only(
        double priceWhereEqual, double priceWhereDifferent, Agreement expected)
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("byzantine") + Synthetic + """
              agents = 10
              sweep {
                environment.epsilon-p = [0.0, 0.5]
                server.aggregator = [mean, median]
                faults.byzantine.fraction = [0.0, 0.4]
              }
            """,
            run =>
            {
                double price = run.Point[0].Value == "0.5" ? priceWhereDifferent : priceWhereEqual;
                bool isAttacked = run.Settings.Faults.Byzantine.Fraction > 0;
                return [0, run.Settings.Server.Aggregator == "mean" ? isAttacked ? 4 : 9 : 9 - price];
            });
        answer.Agreement.ShouldBe(expected);
        string price = priceWhereDifferent == 0
            ? "no robust rule costs more than 1 % of what can be gained"
            : "median costs 20 % of what can be gained";
        answer.Sentence.ShouldEndWith(
            $"without an attacker {price}; under the worst of the attacks median does best and ends at a gap of "
            + $"{10 + 10 * priceWhereDifferent} %, the mean at 60 %.");
        Column(answer, "sign-flip 0.4")[0].ShouldBe("60 %");
    }

    [Theory]
    [InlineData("challenging-mdp", 8, Agreement.Agrees)]
    [InlineData("challenging-mdp", 10, Agreement.Disagrees)]
    public void Optimum_asks_for_a_strict_order_where_kernels_differ(string environment, double deterministic, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { References = new ReferenceSummary { UpperBound = 12, BestStationary = 10, BestDeterministic = deterministic, BestPeriodic = [new PeriodicValue(2, 11)] } };
        var answer = experiment.Answer(Asked("optimum") + $"  environment.type = {environment}", _ => [0, 9]);
        answer.Agreement.ShouldBe(expected);
        Column(answer, "ε_P").ShouldBe(["2.00"]);
    }

    [Theory]
    [InlineData(10, Agreement.Agrees)]
    [InlineData(8, Agreement.Disagrees)]
    public void Optimum_asks_for_a_deterministic_one_where_rewards_alone_differ(double deterministic, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { References = new ReferenceSummary { UpperBound = 12, BestStationary = 10, BestDeterministic = deterministic } };
        experiment.Answer(Asked("optimum") + Synthetic + "  environment.epsilon-p = 0.0\n  environment.epsilon-r = 1.0", _ => [0, 9]).Agreement.ShouldBe(expected);
    }

    [Fact]
    public void Regularisation_weighs_speed_against_bias_and_finds_the_threshold_that_hurts()
    {
        // λ = 1 reaches 10 % after one round instead of two and ends 0.5 lower; τ = 0.01 costs 0.3.
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("regularisation", "gaps = [0.1]") + "  seeds = [0, 1, 2]\n  algorithm = rs-fedpg\n  sweep {\n    entropy.temperature = [0.1, 1.0]\n    entropy.threshold = [none, safe, 0.01]\n  }",
            run =>
            {
                bool isWarm = run.Settings.Entropy.Temperature == 1;
                double end = (isWarm ? 9.4 : 9.9) - (run.Settings.Entropy.Threshold.Kind == ThresholdKind.Number ? 0.3 : 0);
                return [0, isWarm ? 9.2 : 1, end, end, end];
            });
        answer.Agreement.ShouldBe(Agreement.Agrees);
        answer.Sentence.ShouldBe(
            "From λ = 0.1 to 1 without threshold the late gap goes from 0.100 [0.100, 0.100] to 0.600 [0.600, 0.600]; λ = 1 is fastest to a gap of 10 % (1 [1, 1] rounds against 2 [2, 2] at λ = 0.1). "
            + "The safe and the theory's thresholds never hurt; thresholds of 0.01 hurt: late gap 0.400 [0.400, 0.400] instead of 0.100 [0.100, 0.100] at τ = 0.01, λ = 0.1.");
    }

    [Fact]
    public void Breaking_point_finds_the_turn_between_two_places()
    {
        // At home: 8 together; alone 6 at ε_P = 0 and 9 at ε_P = 1: the advantage, 0.2 and −0.1 of the gain of 10, turns at 2/3.
        using var experiment = new HandMadeExperiment { Own = run => run.Settings.Algorithm == "s-fedpg" ? 8 : run.Point.Any(value => value.Value == "0.0") ? 6 : 9 };
        var answer = experiment.Answer(
            Asked("breaking-point") + Synthetic + "  seeds = [0, 1, 2]\n  sweep {\n    environment.epsilon-p = [0.0, 1.0]\n    algorithm = [s-fedpg, independent]\n  }",
            run => [0, run.Settings.Algorithm == "s-fedpg" && run.Seed == 2 ? -1 : 8]);
        answer.Sentence.ShouldContain("federation clearly pays at 0 and clearly loses at 1, the turn being near 0.667; the gap goes from");
        answer.Sentence.ShouldContain("2 runs failed or collapsed");
        Column(answer, "federation pays").ShouldBe(["yes", "no"]);
    }

    [Theory]
    [InlineData(1, 2, Agreement.Agrees)]
    [InlineData(2, 1, Agreement.Disagrees)]
    [InlineData(1, 1, Agreement.Inconclusive)]
    public void Action_space_compares_rounds_at_the_largest_number_of_actions(int bits, int softmax, Agreement expected)
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("action-space", "gaps = [0.1]") + Synthetic + "  seeds = [0, 1, 2]\n  sweep {\n    algorithm = [s-fedpg, b-rs-fedpg]\n    environment.actions = [2, 5]\n  }",
            run => [0, .. Enumerable.Range(1, 3).Select(round => round >= (run.Settings.Algorithm == "s-fedpg" ? softmax : bits) ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(expected);

        // Five states: 5 logits each, or 7 choices between two; 8 bytes a number.
        answer.Table.Rows.Select(row => (row[0], row[1], row[^1])).ShouldBe(
            [("s-fedpg", "2", "80"), ("s-fedpg", "5", "200"), ("b-rs-fedpg", "2", "80"), ("b-rs-fedpg", "5", "560")]);
    }

    [Theory]
    [InlineData(2, 9.9, "2.00 [2.00, 2.00]", Agreement.Agrees)]
    [InlineData(1, 9.1, "1.00 [1.00, 1.00]", Agreement.Disagrees)]
    public void Cost_of_federation_is_relative_to_the_pooled_learner(int rounds, double end, string cost, Agreement expected)
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("cost-of-federation", "gaps = [0.1]") + Synthetic + "  environment.types = 1\n  environment.epsilon-p = 0.0\n  seeds = [0, 1, 2]\n  sweep {\n    algorithm = [centralized, s-fedpg]\n  }",
            run => run.Settings.Algorithm == "centralized" ? [0, 9.9, 9.9] : [0, rounds == 1 ? end : 0, end]);
        answer.Agreement.ShouldBe(expected);
        answer.Sentence.ShouldStartWith($"s-fedpg needs {cost} times the samples of centralized to a gap of 10 %");
    }

    [Fact]
    public void Lojasiewicz_counts_what_holds_and_what_is_vacuous()
    {
        // Three worlds with constants c, 4c: the slower the less. ‖∇J‖ = 1, gap 1, bound c; it allows a gap of 1/c, which is vacuous from a largest gap of 5 on.
        double Constant(RunSpecification run) => run.Point[0].Value switch { "0.1" => 0.1, "0.5" => 0.2, _ => 0.25 };
        using var experiment = new HandMadeExperiment
        {
            Diagnostics = run => [new(1, Constant(run), 1, 1, 5), new(1, 4 * Constant(run), 1, 1, 5)],
        };
        var answer = experiment.Answer(
            Asked("lojasiewicz", "gaps = [0.1]") + Synthetic + "  diagnostics.lojasiewicz = true\n  sweep {\n    environment.epsilon-p = [0.1, 0.5, 1.0]\n  }",
            run => [0, .. Enumerable.Range(1, 10).Select(round => round >= 1 / Constant(run) ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(Agreement.Agrees);
        answer.Sentence.ShouldStartWith("The inequalities hold in 6 of 6 rows and tell nothing (vacuous) in 33.3 % of the rows of Lemma 8 and");
        answer.Sentence.ShouldContain("with the least constant is −1.00");
        Column(answer, "rounds to 10 %").ShouldBe(["10", "5", "4"]);
    }

    [Fact]
    public void Communication_multiplies_rounds_by_the_bytes_of_a_round()
    {
        // θ has 5 · 4 numbers of 8 bytes; two agents get it and send it back: 640 bytes a round.
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("communication", "gaps = [0.1]") + Synthetic + "  seeds = [0, 1, 2]\n  local-budget = 8\n  evaluation.every = 1\n  sweep {\n    local.steps = [1, 2]\n  }",
            run => [0, .. Enumerable.Range(1, run.Settings.Rounds).Select(round => round * run.Settings.Local.Steps >= 4 ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(Agreement.Agrees);
        Column(answer, "bytes to 10 %").ShouldBe(["2,560 [2,560, 2,560]", "1,280 [1,280, 1,280]"]);
        Column(answer, "rounds per second").ShouldBe(["4.00 [4.00, 4.00]", "2.00 [2.00, 2.00]"]);
    }

    [Theory]
    [InlineData(0, 1, 1.5, Agreement.Agrees)]
    [InlineData(0.5, 1, 1.5, Agreement.Disagrees)]
    [InlineData(0, 0.5, 0.25, Agreement.Disagrees)]
    [InlineData(0, 1, 1.05, Agreement.Inconclusive)]
    public void Memory_is_worth_a_share_of_the_gap_that_grows_with_the_kernels_difference(
        double whereEqual, double whereLittle, double whereMuch, Agreement expected)
    {
        // The best stationary policy has 10, knowing the type 12, a period 10.2; the bounds are 0.1 apart where kernels differ.
        ReferenceSummary References(RunSpecification run)
        {
            var (gain, width) = run.Point[0].Value switch { "0.0" => (whereEqual, 0), "0.3" => (whereLittle, 0.1), _ => (whereMuch, 0.1) };
            return new()
            {
                UpperBound = 12,
                BestStationary = 10,
                BestDeterministic = 8,
                BestPeriodic = [new(2, run.Point[0].Value == "0.0" ? 10 : 10.2)],
                BestHistoryDependent = new(10 + gain, 10 + gain + width),
            };
        }

        using var experiment = new HandMadeExperiment { ReferencesOf = References };
        var answer = experiment.Answer(
            Asked("memory") + Synthetic + "  sweep {\n    environment.epsilon-p = [0.0, 0.3, 1.0]\n    environment.seed = [0, 1]\n  }",
            _ => [0, 9]);
        answer.Agreement.ShouldBe(expected);
        if (expected != Agreement.Agrees) return;
        answer.Sentence.ShouldStartWith(
            "Of the gap between the best stationary policy and the agents' own optima, memory closes 0 % with epsilon-p 0.0 (ε_P 0.00), "
            + "50 % to 55 % with epsilon-p 0.3 (ε_P 0.5");
        answer.Sentence.ShouldEndWith("; a period closes 10 % at most.");
        Column(answer, "best history-dependent").ShouldBe(["10.000", "11.000 to 11.100", "11.500 to 11.600"]);
        Column(answer, "gap closed by memory").ShouldBe(["0 %", "50 % to 55 %", "75 % to 80 %"]);
    }

    private static string Asked(string analysis, string more = "gaps = [0.1]") => $"  report {{\n    question = \"What?\"\n    analysis = {analysis}\n    {more}\n  }}\n";

    private static ImmutableArray<string> Column(Answer answer, string heading)
    {
        int column = answer.Table.Headings.IndexOf(heading);
        column.ShouldBeGreaterThanOrEqualTo(0, $"{heading} among {string.Join(" | ", answer.Table.Headings)}");
        return [.. answer.Table.Rows.Select(row => row[column])];
    }

    private static string Text(double value) => value < 0 ? $"−{-value:0.00}" : $"{value:0.00}";
}

using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Specification;
using FedPG.Options;
using static FedPG.Experiments.Tests.Analyses.HandMadeQuestion;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Analyses of how fast and how far a run converges, on scores whose answer is known by hand.</summary>
public class ConvergenceTests
{
    [Theory]
    [InlineData(1, Agreement.Agrees)]
    [InlineData(0.3, Agreement.Disagrees)]
    public void Speed_up_fits_the_exponents(double power, Agreement expected)
    {
        // With η ∝ M, a gap of 10 % after 160/M^power rounds. With a common η, noise takes 4/M^power off a regularised objective of 50.
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
        double Noise(RunSpecification run) =>
            run.Settings.Local.Estimator == GradientEstimator.Expected ? 0 : 4 / Math.Pow(run.Settings.Agents, power);
        using var experiment = new HandMadeExperiment { Regularized = run => 50 - Noise(run) };
        var answer = experiment.Answer(configuration, run =>
            [.. Enumerable.Range(0, 161).Select(round => round >= Math.Round(160 / Math.Pow(run.Settings.Agents, power)) ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(expected);
        answer.Table.Rows.Single(row => row[0] == "c agents=4")[^1].ShouldBe(power == 1 ? "1.00 [1.00, 1.00]" : "2.64 [2.64, 2.64]");
        if (power != 1) return;
        answer.Sentence.ShouldStartWith(
            "With η ∝ M the rounds to a gap of 10 % fall as M^s with s = −1.00 [−1.00, −1.00]; "
            + "at a common η the error that noise leaves falls with s = −1.00 [−1.00, −1.00].");
    }

    [Theory]
    [InlineData(0.02, 0, Agreement.Agrees)]
    [InlineData(0, 0, Agreement.Disagrees)]
    [InlineData(0.02, 0.02, Agreement.Disagrees)]
    public void Local_steps_looks_for_a_bias_where_agents_differ_only(double biasWhereDifferent, double biasWhereEqual, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { Drift = run => run.Settings.Local.Steps * 0.5 };
        var answer = experiment.Answer(
            Asked("local-steps") + Synthetic + """
                local-budget = 40
                evaluation.every = 1
                local.estimator = expected
                sweep {
                  environment.epsilon-p = [0.0, 0.5]
                  local.steps = [1, 2, 4]
                }
                """,
            run => [0, 9.9 - (run.Settings.Local.Steps - 1) * (run.Point[0].Value == "0.5" ? biasWhereDifferent : biasWhereEqual)]);
        answer.Agreement.ShouldBe(expected);
        answer.Sentence.ShouldContain("drift 0.500 to 2.00 (exponent 1.00)");
        Column(answer, "rounds").ShouldBe(["40", "20", "10", "40", "20", "10"]);
    }

    [Fact]
    public void Regularisation_weighs_speed_against_bias_and_finds_the_threshold_that_hurts()
    {
        // λ = 1 reaches 10 % after one round instead of two and ends 0.5 lower; τ = 0.01 costs 0.3.
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("regularisation", "gaps = [0.1]") + """
                seeds = [0, 1, 2]
                algorithm = rs-fedpg
                sweep {
                  entropy.temperature = [0.1, 1.0]
                  entropy.threshold = [none, safe, 0.01]
                }
                """,
            run =>
            {
                bool isWarm = run.Settings.Entropy.Temperature == 1;
                double end = (isWarm ? 9.4 : 9.9) - (run.Settings.Entropy.Threshold.Kind == ThresholdKind.Number ? 0.3 : 0);
                return [0, isWarm ? 9.2 : 1, end, end, end];
            });
        answer.Agreement.ShouldBe(Agreement.Agrees);
        answer.Sentence.ShouldBe(
            "From λ = 0.1 to 1 without threshold the late gap goes from 0.100 [0.100, 0.100] to 0.600 [0.600, 0.600]; "
            + "λ = 1 is fastest to a gap of 10 % (1 [1, 1] rounds against 2 [2, 2] at λ = 0.1). "
            + "The safe and the theory's thresholds never hurt; thresholds of 0.01 hurt: "
            + "late gap 0.400 [0.400, 0.400] instead of 0.100 [0.100, 0.100] at τ = 0.01, λ = 0.1.");
    }

    [Fact]
    public void Lojasiewicz_counts_what_holds_and_what_is_vacuous()
    {
        // Three environments with constants c and 4c; the smaller c, the slower. ‖∇J‖ = 1, gap 1, bound c: it allows a gap of 1/c, and is
        // vacuous if that is 5 or more, the largest possible gap.
        double Constant(RunSpecification run) => run.Point[0].Value switch { "0.1" => 0.1, "0.5" => 0.2, _ => 0.25 };
        using var experiment = new HandMadeExperiment
        {
            Diagnostics = run => [new(1, Constant(run), 1, 1, 5), new(1, 4 * Constant(run), 1, 1, 5)],
        };
        var answer = experiment.Answer(
            Asked("lojasiewicz", "gaps = [0.1]") + Synthetic + """
                diagnostics.lojasiewicz = true
                sweep {
                  environment.epsilon-p = [0.1, 0.5, 1.0]
                }
                """,
            run => [0, .. Enumerable.Range(1, 10).Select(round => round >= 1 / Constant(run) ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(Agreement.Agrees);
        answer.Sentence.ShouldStartWith(
            "The inequalities hold in 6 of 6 rows and tell nothing (vacuous) in 33.3 % of the rows of Lemma 8 and");
        answer.Sentence.ShouldContain("with the smallest constant is −1.00");
        Column(answer, "rounds to 10 %").ShouldBe(["10", "5", "4"]);
    }
}

using FedPG.Experiments.Analyses;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Specification;
using static FedPG.Experiments.Tests.Analyses.HandMadeQuestion;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Analyses that compare final scores, on scores whose answer is known by hand.</summary>
public class ComparisonTests
{
    [Fact]
    public void Comparison_names_the_highest_and_its_chance()
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            """
                seeds = [0, 1, 2]
                report.question = "Which?"
                variants {
                  low {
                  }
                  high {
                    local.steps = 2
                  }
                }
                """,
            run => [0, run.Variant == "high" ? 9 : 1 + run.Seed]);
        answer.Agreement.ShouldBe(Agreement.Open);
        answer.Sentence.ShouldBe(
            "high ends highest, at 9.0000 [9.0000, 9.0000], 1.00 [1.00, 1.00] below the best stationary policy found; "
            + "a run of it beats one of low, the next, with probability 1.00 [1.00, 1.00].");
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

    [Fact]
    public void Every_analysis_that_an_experiment_can_ask_for_is_in_the_catalogue() =>
        AnalysisCatalogue.Names.ShouldBe(AnalysisNames.All);

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

    [Fact]
    public void Breaking_point_finds_the_turn_between_two_places()
    {
        // At home: 8 together; alone 6 at ε_P = 0 and 9 at ε_P = 1: the advantage, 0.2 and −0.1 of the gain of 10, turns at 2/3.
        using var experiment = new HandMadeExperiment
        {
            Own = run => run.Settings.Algorithm == "s-fedpg" ? 8 : run.Point.Any(value => value.Value == "0.0") ? 6 : 9,
        };
        var answer = experiment.Answer(
            Asked("breaking-point") + Synthetic + """
                seeds = [0, 1, 2]
                sweep {
                  environment.epsilon-p = [0.0, 1.0]
                  algorithm = [s-fedpg, independent]
                }
                """,
            run => [0, run.Settings.Algorithm == "s-fedpg" && run.Seed == 2 ? -1 : 8]);
        answer.Sentence.ShouldContain("federation is clearly better at 0 and clearly worse at 1, with break-even near 0.667; the gap goes");
        answer.Sentence.ShouldContain("2 runs failed or collapsed");
        Column(answer, "federation is better").ShouldBe(["yes", "no"]);
    }
}

using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using static FedPG.Experiments.Tests.Analyses.HandMadeQuestion;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Analyses of the reference optima, on values whose answer is known by hand.</summary>
public class OptimumTests
{
    [Theory]
    [InlineData(9, 7, Agreement.Agrees)]
    [InlineData(7, 8, Agreement.Disagrees)]
    [InlineData(8, 8, Agreement.Inconclusive)]
    public void Heterogeneity_compares_with_the_best_deterministic_policy(double gradient, double fedq, Agreement expected)
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("heterogeneity") + """
                seeds = [0, 1, 2]
                sweep {
                  algorithm = [s-fedpg, fedq]
                }
                """, run => [0, run.Settings.Algorithm == "fedq" ? fedq : gradient]);
        answer.Agreement.ShouldBe(expected);
        Column(answer, "above best deterministic")[0].ShouldBe($"{Signed(gradient - 8)} [{Signed(gradient - 8)}, {Signed(gradient - 8)}]");
    }

    [Theory]
    [InlineData("challenging-mdp", 8, Agreement.Agrees)]
    [InlineData("challenging-mdp", 10, Agreement.Disagrees)]
    public void Optimum_asks_for_a_strict_order_where_kernels_differ(string environment, double deterministic, Agreement expected)
    {
        using var experiment = new HandMadeExperiment
        {
            References = new()
            {
                UpperBound = 12,
                BestStationary = 10,
                BestDeterministic = deterministic,
                BestPeriodic = [new PeriodicValue(2, 11)],
            },
        };
        var answer = experiment.Answer(Asked("optimum") + $"  environment.type = {environment}", _ => [0, 9]);
        answer.Agreement.ShouldBe(expected);
        Column(answer, "ε_P").ShouldBe(["2.00"]);
    }

    [Theory]
    [InlineData(10, Agreement.Agrees)]
    [InlineData(8, Agreement.Disagrees)]
    public void Optimum_asks_for_a_deterministic_one_where_rewards_alone_differ(double deterministic, Agreement expected)
    {
        using var experiment = new HandMadeExperiment
        {
            References = new() { UpperBound = 12, BestStationary = 10, BestDeterministic = deterministic },
        };
        var answer = experiment.Answer(
            Asked("optimum") + Synthetic + "  environment.epsilon-p = 0.0\n  environment.epsilon-r = 1.0", _ => [0, 9]);
        answer.Agreement.ShouldBe(expected);
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
            Asked("memory") + Synthetic + """
                sweep {
                  environment.epsilon-p = [0.0, 0.3, 1.0]
                  environment.seed = [0, 1]
                }
                """,
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

    private static string Signed(double value) => value < 0 ? $"−{-value:0.00}" : $"{value:0.00}";
}

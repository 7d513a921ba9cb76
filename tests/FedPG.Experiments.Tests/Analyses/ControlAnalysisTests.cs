using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Records;
using static FedPG.Experiments.Tests.Analyses.HandMadeQuestion;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Analyses of experiments with continuous states, on scores whose answer is known by hand.</summary>
public class ControlAnalysisTests
{
    [Theory]
    [InlineData(1, 64, Agreement.Agrees)]
    [InlineData(2, 64, Agreement.Disagrees)]
    [InlineData(1, 4, Agreement.Disagrees)]
    public void Action_dimensions_fits_the_exponent_of_the_samples_to_a_gap(int exponent, int most, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { References = new ReferenceSummary { UpperBound = -1 } };
        var answer = experiment.Answer(
            Asked("action-dimensions", "gaps = [0.05]") + """
                environment.type = product-servo
                policy { features = one-hot, dimensions = separate }
                local { steps = 1, batch = 10, horizon = 5, baseline = mean }
                algorithm = b-rs-fedpg
                seeds = [0, 1, 2]
                sweep {
                  environment.dimensions = [1, 2, 4]
                }
                """,
            run =>
            {
                int reached = (int)Math.Pow(double.Parse(run.Point[0].Value), exponent);
                return [-5, .. Enumerable.Range(1, 20).Select(round => round >= reached && round < most ? -1.04 : -2)];
            });
        bool isReached = most > 4;
        answer.Agreement.ShouldBe(isReached ? expected : Agreement.Disagrees);
        Column(answer, "parameters").ShouldBe(["154", "308", "616"]);
        if (!isReached)
        {
            answer.Sentence.ShouldStartWith("To within 5 % of the optimum bits takes 50 [50, 50] samples at d = 1 and never at d = 4");
            return;
        }

        Column(answer, "samples to 5 %")[1].ShouldBe(exponent == 1 ? "100 [100, 100]" : "200 [200, 200]");
        answer.Sentence.ShouldStartWith(
            "To within 5 % of the optimum bits takes 50 [50, 50] samples at d = 1 and "
            + $"{(exponent == 1 ? "200 [200, 200]" : "800 [800, 800]")} at d = 4, where it ends 4 % [4 %, 4 %] below. "
            + $"Samples to 5 % grow as d^s with s = {exponent}.00 "
            + $"[{exponent}.00, {exponent}.00], θ with s = 1.00 and the time of a step, from d = 1 on, with s = 0.00.");
    }

    [Theory]
    [InlineData(0.7, 0.2, Agreement.Agrees)]
    [InlineData(0.8, 0.2, Agreement.Disagrees)]
    [InlineData(0.7, 0.3, Agreement.Disagrees)]
    public void Resolution_compares_each_number_of_bits_with_what_rounding_costs(double three, double four, Agreement expected)
    {
        // By the formula rounding costs 0.7916894546 Δ²/(12 · 0.05 · 0.8304413398431): 51.88 % with 3 bits and 11.30 % with 4. It
        // costs a quarter more, as no level is 0.
        const double Best = 0.8304413398431;
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("resolution") + """
                environment { type = chain-lqr, dimensions = 2 }
                seeds = [0, 1, 2]
                variants {
                  gaussian.policy.family = gaussian
                  bits {
                    algorithm = b-rs-fedpg
                    sweep { policy.bits = [3, 4] }
                  }
                }
                """,
            run =>
            {
                double gap = run.Settings.Policy.Family == "gaussian" ? 0.01 : run.Settings.Policy.Bits == 3 ? three : four;
                return [-5, -Best * (1 + gap)];
            });
        answer.Agreement.ShouldBe(expected);
        Column(answer, "by formula").ShouldBe(["51.88 %", "11.3 %", "–"]);
        double[] rounded = [.. Column(answer, "rounding alone").Take(2).Select(text => double.Parse(text.Split(' ')[0]))];
        rounded[0].ShouldBe(66.4, 2);
        rounded[1].ShouldBe(14.4, 1);
        answer.Sentence.ShouldStartWith("The cost ends above the optimum: of bits by ");
        answer.Sentence.ShouldEndWith(" with 4 bits (11.3 % by the formula). A Gaussian policy ends 1 % [1 %, 1 %] above.");
    }

    [Theory]
    [InlineData(460, Agreement.Agrees)]
    [InlineData(440, Agreement.Disagrees)]
    public void Tasks_compares_returns_with_what_is_called_solved(double end, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { Return = (_, objective) => objective };
        var answer = experiment.Answer(
            Asked("tasks") + "  seeds = [0, 1, 2]\n  variants {\n    cart { environment.type = cart-pole }\n"
                + "    car { environment.type = mountain-car-continuous }\n  }\n",
            run => run.Settings.Environment.ToString()!.Contains("Mountain", StringComparison.Ordinal) ? [-99, 93] : [22, end]);
        answer.Agreement.ShouldBe(expected);
        answer.Sentence.ShouldBe(
            $"The undiscounted return ends at {end} [{end}, {end}] in cart (at first 22.0; solved from 450) and 93.0 [93.0, 93.0] in car "
            + "(at first −99.0; solved from 90.0).");
    }

    [Theory]
    [InlineData(2, 0, Agreement.Agrees)]
    [InlineData(0.5, 0, Agreement.Disagrees)]
    [InlineData(2, -1, Agreement.Disagrees)]
    [InlineData(1, 0, Agreement.Inconclusive)]
    public void Heterogeneous_control_asks_whether_the_price_of_a_common_policy_grows(double price, double corrected, Agreement expected)
    {
        using var experiment = new HandMadeExperiment { Own = _ => -4 };
        var answer = experiment.Answer(
            Asked("heterogeneous-control") + """
                environment { type = lqr, epsilon-b = 0 }
                policy.family = gaussian
                seeds = [0, 1, 2]
                sweep {
                  environment.epsilon-a = [0.1, 0.3]
                  algorithm = [s-fedpg, scaffold-pg, independent]
                }
                """,
            run =>
            {
                double common = run.Point[0].Value == "0.1" ? -5 : -4 - price;
                return [-50, run.Settings.Algorithm == "scaffold-pg" ? common + corrected : common];
            });
        answer.Agreement.ShouldBe(expected);
        Column(answer, "algorithm").ShouldBe(
            ["s-fedpg", "scaffold-pg", "independent", "s-fedpg", "scaffold-pg", "independent"]);
        answer.Sentence.ShouldContain("s-fedpg ends at −5.00 [−5.00, −5.00] (scaffold-pg ");
        answer.Sentence.ShouldContain("1.00 [1.00, 1.00] below the agents' own policies");
    }

    [Theory]
    [InlineData(1, Agreement.Agrees)]
    [InlineData(0, Agreement.Disagrees)]
    public void Heterogeneous_control_asks_how_rounds_fall_with_the_number_of_equal_agents(int exponent, Agreement expected)
    {
        using var experiment = new HandMadeExperiment
        {
            References = new ReferenceSummary { BestStationary = 0 },
            Own = run => run.Settings.Algorithm == "independent" ? -1 : -9,
        };
        var answer = experiment.Answer(
            Asked("heterogeneous-control") + """
                seeds = [0, 1, 2]
                variants {
                  different {
                    environment { type = pendulum, mass = [0.7, 1.3] }
                    sweep.algorithm = [s-fedpg, independent]
                  }
                  one { agents = 1, local.step-size = 0.1, environment.type = bit-bandit }
                  four { agents = 4, local.step-size = 0.4, environment.type = bit-bandit }
                }
                """,
            run => run.Settings.Agents switch
            {
                1 => [.. Enumerable.Range(0, 101).Select(round => round < 80 ? -10.0 : -1)],
                4 => [.. Enumerable.Range(0, 101).Select(round => round < (exponent == 1 ? 20 : 80) ? -10.0 : -1)],
                _ => [-10, -9],
            });
        answer.Agreement.ShouldBe(expected);
        int four = exponent == 1 ? 20 : 80;
        string slope = exponent == 1 ? "−1.00 [−1.00, −1.00]" : "0.00 [0.00, 0.00]";
        answer.Sentence.ShouldEndWith(
            $" the rounds to a gap of 10 % fall as M^s with s = {slope} and η ∝ M: "
            + $"80 [80, 80] with M = 1 and {four} [{four}, {four}] with M = 4.");
    }
}

using FedPG.Experiments.Analyses.Answers;
using static FedPG.Experiments.Tests.Analyses.HandMadeQuestion;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>Analyses of samples, rounds and bytes, on scores whose answer is known by hand.</summary>
public class CostTests
{
    [Theory]
    [InlineData(1, 2, Agreement.Agrees)]
    [InlineData(2, 1, Agreement.Disagrees)]
    [InlineData(1, 1, Agreement.Inconclusive)]
    public void Action_space_compares_rounds_at_the_largest_number_of_actions(int bits, int softmax, Agreement expected)
    {
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("action-space", "gaps = [0.1]") + Synthetic + """
                seeds = [0, 1, 2]
                sweep {
                  algorithm = [s-fedpg, b-rs-fedpg]
                  environment.actions = [2, 5]
                }
                """,
            run =>
            {
                int reached = run.Settings.Algorithm == "s-fedpg" ? softmax : bits;
                return [0, .. Enumerable.Range(1, 3).Select(round => round >= reached ? 9.5 : 0)];
            });
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
            Asked("cost-of-federation", "gaps = [0.1]") + Synthetic + """
                environment.types = 1
                environment.epsilon-p = 0.0
                seeds = [0, 1, 2]
                sweep {
                  algorithm = [centralized, s-fedpg]
                }
                """,
            run => run.Settings.Algorithm == "centralized" ? [0, 9.9, 9.9] : [0, rounds == 1 ? end : 0, end]);
        answer.Agreement.ShouldBe(expected);
        answer.Sentence.ShouldStartWith($"s-fedpg needs {cost} times the samples of centralized to a gap of 10 %");
    }

    [Fact]
    public void Communication_multiplies_rounds_by_the_bytes_of_a_round()
    {
        // θ has 5 · 4 numbers of 8 bytes; two agents get it and send it back: 640 bytes a round.
        using var experiment = new HandMadeExperiment();
        var answer = experiment.Answer(
            Asked("communication", "gaps = [0.1]") + Synthetic + """
                seeds = [0, 1, 2]
                local-budget = 8
                evaluation.every = 1
                sweep {
                  local.steps = [1, 2]
                }
                """,
            run => [0, .. Enumerable.Range(1, run.Settings.Rounds).Select(round => round * run.Settings.Local.Steps >= 4 ? 9.5 : 0)]);
        answer.Agreement.ShouldBe(Agreement.Agrees);
        Column(answer, "bytes to 10 %").ShouldBe(["2,560 [2,560, 2,560]", "1,280 [1,280, 1,280]"]);
        Column(answer, "rounds per second").ShouldBe(["4.00 [4.00, 4.00]", "2.00 [2.00, 2.00]"]);
    }
}

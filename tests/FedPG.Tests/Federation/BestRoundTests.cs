using FedPG.Federation;

namespace FedPG.Tests.Federation;

public class BestRoundTests
{
    [Theory]
    [InlineData(1, 1.0, 2.0, 1.5)]
    [InlineData(0, 2.0, 2.0, 2.0)]
    [InlineData(2, 1.0, double.NaN, 1.5)]
    [InlineData(1, double.NaN, -3.0, double.NaN)]
    [InlineData(0, double.NaN, double.NaN, double.NaN)]
    [InlineData(2, 1.0, double.NegativeInfinity, double.PositiveInfinity)]
    public void The_largest_objective_is_best_and_of_equal_ones_the_earliest(int expected, params double[] objectives)
    {
        BestRound? best = null;
        for (int round = 0; round < objectives.Length; round++) best = BestRound.After(best, Report(round, objectives[round]));
        best!.Round.ShouldBe(expected);
        best.Objective.ShouldBe(objectives[expected]);
        best.Parameters.ShouldBe([expected]);
    }

    private static RoundReport Report(int round, double objective) => new()
    {
        Round = round,
        Objective = objective,
        RegularizedObjective = 0,
        OwnObjective = 0,
        PerEnvironment = [],
        Participants = 0,
        RaisedProbabilities = 0,
        MassMoved = 0,
        Parameters = [round],
    };
}

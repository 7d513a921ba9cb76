using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Statistics;

public sealed class ImprovementProbabilityTests
{
    // 9 pairs: 3 beats 1 and 2, 2 beats 1 and ties with 2, 1 ties with 1: 3 + 2·½ = 4 without the failed run's three losses.
    [Fact]
    public void Ties_count_half_and_a_failed_run_loses()
    {
        Estimate value = ImprovementProbability.Of([[3, 2, 1]], [[1, 2, double.PositiveInfinity]]);
        value.Value.ShouldBe(4.0 / 9, 1e-15);
        ImprovementProbability.Of([[1, 2, double.NegativeInfinity]], [[0, 0, 0]]).Value.ShouldBe(2.0 / 3, 1e-15);
        ImprovementProbability.Of([[double.NegativeInfinity]], [[double.NegativeInfinity]])
            .ShouldBe(new Estimate(0.5, 0.5, 0.5, 2, Spread.None));
    }

    [Fact]
    public void Tasks_count_the_same_however_many_runs_they_have() =>
        ImprovementProbability.Of([[1, 1, 1], [0]], [[0, 0, 0], [1, 1]]).Value.ShouldBe(0.5);

    [Fact]
    public void A_certain_winner_wins_in_every_resample() =>
        ImprovementProbability.Of([[4, 5, 6], [7, 8, 9]], [[1, 2, 3], [4, 5, 6]]).ShouldBe(new Estimate(1, 1, 1, 12, Spread.Interval));

    [Fact]
    public void Both_sides_are_resampled()
    {
        Estimate value = ImprovementProbability.Of([[1, 2, 3, 4]], [[1, 2, 3, 4]]);
        value.Value.ShouldBe(0.5);
        value.Low.ShouldBeInRange(0.05, 0.2);
        value.High.ShouldBeInRange(0.8, 0.95);
    }
}

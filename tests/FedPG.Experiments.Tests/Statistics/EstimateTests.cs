using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Statistics;

public sealed class EstimateTests
{
    [Fact]
    public void Three_runs_have_an_interval_two_a_range_one_itself()
    {
        Estimate.Of([0, 1, 5]).ShouldBe(new Estimate(2, 0, 5, 3, Spread.Interval));
        Estimate.Of([4, 1]).ShouldBe(new Estimate(2.5, 1, 4, 2, Spread.Range));
        Estimate.Of([4]).ShouldBe(new Estimate(4, 4, 4, 1, Spread.None));
        Estimate.Of([]).Value.ShouldBe(double.NaN);
    }

    [Fact]
    public void Over_tasks_all_runs_count_the_same()
    {
        Estimate.Over([[0, 0, 0, 0], [1, 1, 1, 1]]).ShouldBe(new Estimate(0.5, 0.5, 0.5, 8, Spread.Interval));
        Estimate.Over([[0, 1, 5]]).ShouldBe(Estimate.Of([0, 1, 5]));
        Estimate.Over([[0, 2], [4, 6]]).ShouldBe(new Estimate(3, 3, 3, 4, Spread.None));
    }

    [Fact]
    public void A_gap_turns_the_ends_over()
    {
        Estimate objective = Estimate.Of([90, 91, 95, 96, 97]);
        Estimate gap = Estimate.Of([10, 9, 5, 4, 3]);
        Estimate turned = objective.Below(100);
        turned.Value.ShouldBe(gap.Value, 1e-12);
        turned.Low.ShouldBe(gap.Low, 1e-12);
        turned.High.ShouldBe(gap.High, 1e-12);
    }
}

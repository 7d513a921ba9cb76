using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Results;

public sealed class MilestonesTests
{
    [Fact]
    public void Only_rounds_that_beat_all_before_them_are_milestones()
    {
        var rows = Rows.Of((0, 1, 0), (10, 5, 4), (20, 3, 4), (30, double.NaN, 4), (40, 6, 4));
        Milestone.Of(new RunRows(rows, StepsPerAgent: [0, 7, 14, 21, 28]))
            .ShouldBe([new Milestone(1, 0, 0, 0), new Milestone(5, 1, 7, 10), new Milestone(6, 4, 28, 40)]);
    }

    [Fact]
    public void The_cost_of_a_target_is_that_of_the_first_round_at_it_and_infinite_for_runs_that_never_reach_it()
    {
        var milestones = new Milestones(
        [
            Milestone.Of(Rows.Of((0, 1, 0), (10, 5, 4), (20, 3, 4))),
            Milestone.Of(Rows.Of((0, 1, 0), (30, 4, 4), (40, 6, 4))),
            Milestone.Of(Rows.Of((0, 1, 0), (9, 2, 4))),
        ]);
        milestones.Reached(5).ShouldBe(2);
        milestones.Until(5, m => m.Seconds).Value.ShouldBe(double.PositiveInfinity);
        milestones.Until(2, m => m.Seconds).Value.ShouldBe((10 + 30 + 9) / 3.0, 1e-12);
        milestones.Until(2, m => m.Round).ShouldBe(new Estimate(1, 1, 1, 3, Spread.Interval));
        milestones.Reached(7).ShouldBe(0);
    }

    // Four runs of which one never arrives: it is trimmed with the fastest, but the interval reaches to infinity.
    [Fact]
    public void A_quarter_of_runs_may_fail_to_arrive()
    {
        var reached = new[] { 2.0, 4, 6 }.Select(seconds => Milestone.Of(Rows.Of((0, 1, 0), (seconds, 5, 4))));
        var milestones = new Milestones([.. reached, Milestone.Of(Rows.Of((0, 1, 0)))]);
        Estimate until = milestones.Until(5, m => m.Seconds);
        (until.Value, until.High).ShouldBe((5, double.PositiveInfinity));
    }
}

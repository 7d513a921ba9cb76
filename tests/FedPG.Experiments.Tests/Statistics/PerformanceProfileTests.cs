using CsCheck;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Tests.Statistics;

public class PerformanceProfileTests
{
    [Fact]
    public void The_share_above_a_threshold_counts_all_runs_of_all_tasks_and_failed_ones_as_below()
    {
        double[][] tasks = [[0.2, 0.5, 1.2, double.NegativeInfinity], [0.5, 0.7, 0.9, 1]];
        var shares = PerformanceProfile.Of(tasks, [0, 0.5, 0.95, 1, 1.2]);
        shares.Select(share => share.Value).ShouldBe([7 / 8.0, 4 / 8.0, 2 / 8.0, 1 / 8.0, 0]);
        shares.ShouldAllBe(share => share.Count == 8 && share.Spread == Spread.Interval);
        shares.ShouldAllBe(share => share.Low <= share.Value && share.Value <= share.High);

        // Every resample of the second task is above 0, and as many as none or all of the first.
        (shares[0].Low, shares[0].High).ShouldBe((5 / 8.0, 1));
        shares[^1].ShouldBe(new Estimate(0, 0, 0, 8, Spread.Interval));
    }

    [Fact]
    public void Its_area_up_to_one_is_what_the_optimality_gap_leaves()
    {
        // ∫₀¹ 1[x > τ] dτ = min(x, 1) for x ≥ 0.
        Gen.Double[0, 2].Array[3, 6].Array[1, 3].Sample(tasks =>
        {
            double[] thresholds = [.. Enumerable.Range(0, 2_000).Select(i => (i + 0.5) / 2_000)];
            double area = PerformanceProfile.Of(tasks, thresholds).Average(share => share.Value);
            (1 - area).ShouldBe(OptimalityGap.Of(tasks).Value, 1e-3);
        }, iter: 5);
    }

    [Fact]
    public void The_optimality_gap_is_the_mean_below_one()
    {
        OptimalityGap.Of([[0.5, 0.75, 3]]).Value.ShouldBe(0.25, 1e-12);
        OptimalityGap.Of([[1, 2], [1.5, 1]]).ShouldBe(new Estimate(0, 0, 0, 4, Spread.None));
        var failed = OptimalityGap.Of([[0.5, 0.5, 0.5, double.NegativeInfinity]]);
        (failed.Value, failed.Low, failed.High).ShouldBe((double.PositiveInfinity, 0.5, double.PositiveInfinity));
    }
}
